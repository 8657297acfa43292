package io.flowcanary.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.plan.Rehearsal.End;
import io.flowcanary.plan.Rehearsal.Ending;
import java.util.List;

/**
 * When rehearsals came to one end, in hours after the start. A quantile is of all rehearsals: it is null when so many never came
 * to that end.
 *
 * @param median of two rehearsals, one was there by then
 * @param fourOfFive of five, four were
 * @param reached how many came to that end at all, a fraction
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Hours(Double median, Double fourOfFive, double reached) {
    private static final double MINUTES = 60;

    static Hours to(End end, List<Ending> all) {
        long[] minutes = all.stream()
                .filter(ending -> ending.end() == end)
                .mapToLong(Ending::minutes)
                .sorted()
                .toArray();
        return new Hours(
                quantile(minutes, all.size(), 0.5),
                quantile(minutes, all.size(), 0.8),
                (double) minutes.length / all.size());
    }

    private static Double quantile(long[] reached, int of, double quantile) {
        int index = (int) Math.ceil(quantile * of) - 1;
        return index < reached.length ? (Double) (reached[index] / MINUTES) : null;
    }
}
