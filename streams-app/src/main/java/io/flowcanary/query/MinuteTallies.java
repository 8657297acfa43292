package io.flowcanary.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.assemble.Cell;
import io.flowcanary.record.Totals;
import io.flowcanary.tally.VersionTally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * One canary's versions side by side, minute by minute.
 *
 * @param canary whose
 * @param from start of the first minute
 * @param to end of the last
 * @param countedUpTo the watermark: event time up to which every event has been counted; null while it is not known
 * @param minutes those with a call, in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MinuteTallies(String canary, Instant from, Instant to, Instant countedUpTo, List<Minute> minutes) {

    /**
     * The calls that started in one minute.
     *
     * @param start of the minute
     * @param complete whether nothing of it can become evidence any more; false: its figures are provisional
     * @param completeAge up to this age in minutes it is complete, -1 to 60
     * @param versions per version
     */
    public record Minute(Instant start, boolean complete, int completeAge, SortedMap<String, VersionTally> versions) {}

    /** The minutes of a span. */
    public static MinuteTallies read(Shard shard, String canary, Span span, OptionalLong w) {
        List<Minute> minutes = new ArrayList<>();
        VersionTally.byMinute(CanaryTallies.tallies(shard, canary), canary, span.from(), span.to())
                .forEach((minute, versions) -> minutes.add(minute(minute, versions, w)));
        return new MinuteTallies(
                canary,
                CanaryTallies.instant(span.from()),
                CanaryTallies.instant(span.to()),
                w.isEmpty() ? null : Instant.ofEpochMilli(w.getAsLong()),
                minutes);
    }

    private static Minute minute(long minute, SortedMap<String, VersionTally> versions, OptionalLong w) {
        int last = Totals.LATER - 1;
        int age = -1;
        while (w.isPresent() && age < last && Cell.completeAt(minute, age + 1) <= w.getAsLong()) {
            age++;
        }
        return new Minute(CanaryTallies.instant(minute), age == last, age, versions);
    }
}
