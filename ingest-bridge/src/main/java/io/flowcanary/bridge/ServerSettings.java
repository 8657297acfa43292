package io.flowcanary.bridge;

import io.flowcanary.settings.Environment;
import io.flowcanary.settings.Setting;
import java.util.List;

/**
 * Where the bridge listens for health checks, and for posts when they are the source.
 *
 * @param port 0 for any free one
 */
record ServerSettings(String host, int port) {
    static final Setting HOST = new Setting("BRIDGE_HTTP_HOST", "0.0.0.0", "the address to listen on");
    static final Setting PORT = new Setting("BRIDGE_HTTP_PORT", "8081", "the port to listen on; 0 for any free one");
    static final List<Setting> TABLE = List.of(HOST, PORT);

    static ServerSettings from(Environment env) {
        return new ServerSettings(env.text(HOST), (int) env.number(PORT, 0, 65_535));
    }
}
