package io.flowcanary.assemble;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Tells apart the first eight versions of a canary, so that a flow that writes nonsense cannot fill the stores. */
final class Versions {
    /** The version that the flow sets when the gate fails. */
    static final String FALLBACK = "fallback";
    /** The name of versions that are not told apart. */
    static final String OTHER = "other";

    private static final int MOST = 8;
    private static final Set<String> RESERVED = Set.of(FALLBACK, Contribution.MIXED);

    private final PartitionState state;

    Versions(PartitionState state) {
        this.state = state;
    }

    /** The name under which a version was counted, given what is told apart; null when nothing is yet. */
    static String counted(String known, String version) {
        String line = version.replace('\n', ' ');
        boolean named = known != null && Arrays.asList(known.split("\n")).contains(line);
        return RESERVED.contains(version) ? version : named ? line : OTHER;
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
            return OTHER;
        }
        state.putVersions(canary, known == null ? line : known + '\n' + line);
        return line;
    }
}
