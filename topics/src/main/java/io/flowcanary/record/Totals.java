package io.flowcanary.record;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param counts per fact and age in minutes (0 … 60, 61 = later): conversations that showed it in time, or their
 *     milliseconds
 * @param late per fact: conversations that showed it after their cell was complete; never evidence. Can be negative: a
 *     retraction that came too late
 * @param kinds of the conversations in {@code counts} or beside them, what a policy may tell apart, as it was known at each age
 *     like the histogram below: abandoned ones by whole seconds of their wait, if under a minute; those that went on to somebody else
 *     by all their {@link Transfer}s, joined by {@code +}; those without another error by the ids of their failed flow outcomes,
 *     joined by {@code +}
 * @param lateKinds what came too late for it; can be negative
 * @param handleTimesByAge handle times of handled conversations in time, by logarithmic bucket of relative accuracy 1 % and age:
 *     each conversation adds one to its bucket at the age at which it came to it, and takes one away at the age at which it left
 *     it for a larger one. So the sum over the ages below M is the histogram as it was known at age M
 * @param lateHandleTimes what came too late for it, by bucket; can be negative
 * @param draws how many times the gate drew this version <em>in this minute</em>, whenever the conversations started, by
 *     millisecond within the minute; in time only
 * @param lateEvents events that were too late for some cell of this version and came <em>while the partition's watermark stood in
 *     this minute</em>: final once the watermark has left the minute
 * @param flowVersions of {@code *} only: conversations by published version of their first inbound flow
 *     ({@code flowId/version}) and age at which that showed; in time only
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Totals(
        String canary,
        String version,
        long minute,
        int partition,
        Map<Fact, Map<Integer, Long>> counts,
        Map<Fact, Long> late,
        Map<Fact, Map<String, Map<Integer, Long>>> kinds,
        Map<Fact, Map<String, Long>> lateKinds,
        Map<Integer, Map<Integer, Long>> handleTimesByAge,
        Map<Integer, Long> lateHandleTimes,
        Map<Integer, Long> draws,
        long lateEvents,
        Map<String, Map<Integer, Long>> flowVersions)
        implements TallyRecord {

    /** The age of whatever happens more than an hour after the start: counted, never evidence. */
    public static final int LATER = 61;

    public Totals {
        counts = counts == null ? Map.of() : counts;
        late = late == null ? Map.of() : late;
        kinds = kinds == null ? Map.of() : kinds;
        lateKinds = lateKinds == null ? Map.of() : lateKinds;
        handleTimesByAge = handleTimesByAge == null ? Map.of() : handleTimesByAge;
        lateHandleTimes = lateHandleTimes == null ? Map.of() : lateHandleTimes;
        draws = draws == null ? Map.of() : draws;
        flowVersions = flowVersions == null ? Map.of() : flowVersions;
    }
}
