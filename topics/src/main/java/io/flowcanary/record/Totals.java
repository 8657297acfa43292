package io.flowcanary.record;

import java.util.Map;

/**
 * Cumulative counts of one canary, version and start minute, from one source partition. A newer record replaces its older one
 * whole, so reading one twice changes nothing.
 *
 * @param canary the canary's name, or the flow's id when the gate sets none
 * @param version {@code v1}, {@code v2}, {@code fallback}, {@code mixed}, {@code other}, or {@code *}: every conversation of
 *     the canary, with a version or not
 * @param minute the minute in which the conversations started, in minutes since the epoch
 * @param partition the source partition
 * @param counts per fact and age in minutes (0 … 60, 61 = later): conversations that showed it in time
 * @param late per fact: conversations that showed it after their cell was complete; never evidence. Can be negative: a
 *     retraction that came too late
 * @param handleMs sum of handle times
 * @param talkMs sum of talk times
 * @param handleTimes handle times of handled conversations, as counts per logarithmic bucket of
 *     relative accuracy 1 %
 */
public record Totals(
        String canary,
        String version,
        long minute,
        int partition,
        Map<Fact, Map<Integer, Long>> counts,
        Map<Fact, Long> late,
        long handleMs,
        long talkMs,
        Map<Integer, Long> handleTimes)
        implements TallyRecord {

    /** The age of whatever happens more than an hour after the start: counted, never evidence. */
    public static final int LATER = 61;

    public Totals {
        counts = counts == null ? Map.of() : counts;
        late = late == null ? Map.of() : late;
        handleTimes = handleTimes == null ? Map.of() : handleTimes;
    }
}
