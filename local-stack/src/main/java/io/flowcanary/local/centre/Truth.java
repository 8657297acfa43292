package io.flowcanary.local.centre;

import java.util.List;
import java.util.Map;

/**
 * What truly happened, counted from the plan of the calls. Immutable.
 *
 * @param versions one entry per canary and version that had a call, ordered by both
 * @param campaigns calls that touched no flow, and so no canary
 * @param conversationEvents delivered conversation events per topic without its prefix, such as {@code acd.end}; the
 *     first delivery of each only
 * @param duplicates second deliveries of conversation events
 * @param foreign delivered events of other topics
 * @param malformed delivered texts that are no proper event
 */
public record Truth(
        List<VersionTruth> versions,
        long campaigns,
        Map<String, Long> conversationEvents,
        long duplicates,
        long foreign,
        long malformed) {
    /** Stands for the version of the calls whose events tell none. */
    public static final String UNVERSIONED = "unversioned";

    /** The entry of a canary's version; all zero when it had no call. */
    public VersionTruth of(String canary, String version) {
        return versions.stream()
                .filter(entry ->
                        entry.canary().equals(canary) && entry.version().equals(version))
                .findFirst()
                .orElseGet(() -> VersionTruth.none(canary, version));
    }

    /** Everything delivered, whatever it was. */
    public long deliveries() {
        return conversationEvents.values().stream().mapToLong(Long::longValue).sum() + duplicates + foreign + malformed;
    }
}
