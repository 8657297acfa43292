package io.flowcanary.bridge;

import io.flowcanary.settings.Environment;
import io.flowcanary.settings.Setting;
import java.util.List;

/**
 * How a recorded file is read.
 *
 * @param path the file, {@code -} for standard input
 * @param longestLine the most bytes of one object
 */
record FileSettings(String path, int longestLine) {
    static final Setting PATH = new Setting(
            "BRIDGE_FILE", "-", "the file to read, in any form that docs/RECORDING.md names; - for standard input");
    static final Setting LONGEST_LINE = new Setting(
            "BRIDGE_FILE_LONGEST_LINE", "1048576", "bytes; a longer envelope, or what wraps it, becomes a dead letter");
    static final List<Setting> TABLE = List.of(PATH, LONGEST_LINE);

    static FileSettings from(Environment env) {
        return new FileSettings(env.text(PATH), (int) env.number(LONGEST_LINE, 1, 64 << 20));
    }
}
