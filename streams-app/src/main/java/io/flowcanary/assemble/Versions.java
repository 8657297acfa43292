package io.flowcanary.assemble;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Tells apart the first eight versions of a canary, so that a flow that writes nonsense cannot fill the stores. */
final class Versions {
    private static final int MOST = 8;
    private static final Set<String> RESERVED = Set.of("fallback", Contribution.MIXED);

    private final PartitionState state;

    Versions(PartitionState state) {
        this.state = state;
    }

    String nameFor(String canary, String version) {
        if (RESERVED.contains(version)) {
            return version;
        }
        String line = version.replace('\n', ' ');
        String known = state.versions(canary);
        List<String> named = known == null ? List.of() : Arrays.asList(known.split("\n"));
        if (named.contains(line)) {
            return line;
        }
        if (named.size() >= MOST || line.equals(Cell.ALL)) {
            return "other";
        }
        state.putVersions(canary, known == null ? line : known + '\n' + line);
        return line;
    }
}
