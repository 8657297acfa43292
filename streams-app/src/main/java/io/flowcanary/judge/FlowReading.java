package io.flowcanary.judge;

import java.util.Set;
import java.util.TreeSet;

/**
 * Which published versions of the flow the calls went through.
 *
 * @param nextMinute the first start minute that was not read
 * @param known versions ({@code flowId/version}) seen up to the time this step's share came into force
 * @param changed a version that appeared only afterwards; null without one
 */
public record FlowReading(long nextMinute, Set<String> known, String changed) {
    private static final int AGES = 2;

    public FlowReading {
        known = known == null ? Set.of() : Set.copyOf(known);
    }

    FlowReading read(Look look) {
        Set<String> seen = new TreeSet<>(known);
        String appeared = changed;
        long minute = nextMinute;
        for (; MatureCalls.complete(minute, AGES, look.toMinute()); minute++) {
            boolean settled = look.rollout().confirmedAt() != null
                    && minute > Look.firstWholeMinute(look.rollout().confirmedAt());
            for (String version : look.counts().flowVersions(AGES, minute)) {
                if (settled && appeared == null && isNewVersionOfKnownFlow(version, seen)) {
                    appeared = version;
                }
                seen.add(version);
            }
        }
        return new FlowReading(minute, seen, appeared);
    }

    /** A flow that was never seen is no new version: a canary may be reached by more than one flow. */
    private static boolean isNewVersionOfKnownFlow(String version, Set<String> seen) {
        String flow = version.substring(0, version.indexOf('/') + 1);
        return !seen.contains(version) && seen.stream().anyMatch(other -> other.startsWith(flow));
    }
}
