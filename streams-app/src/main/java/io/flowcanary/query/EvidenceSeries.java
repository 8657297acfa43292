package io.flowcanary.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.record.Verdict;
import io.flowcanary.topology.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How the evidence about each guardrail grew, verdict by verdict.
 *
 * @param canary whose
 * @param from the first verdict's earliest event time
 * @param to before this one
 * @param guardrails points in order of time, by metric; metrics that the {@code evidence} judge did not compare are absent
 */
public record EvidenceSeries(String canary, Instant from, Instant to, SortedMap<String, List<Point>> guardrails) {

    /**
     * One guardrail at one verdict. Logarithms are natural ones, differences percentage points.
     *
     * @param at W of the verdict
     * @param verdictId which
     * @param difference observed; null when either version has no call
     * @param low lower end of the anytime-valid interval
     * @param high its upper end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Point(
            Instant at,
            String verdictId,
            double lnHarm,
            double lnHarmNeeded,
            double lnNonInferiority,
            double lnNonInferiorityNeeded,
            double low,
            double high,
            Double difference) {}

    /** The verdicts of a time. */
    public static EvidenceSeries read(Shard shard, String canary, Instant from, Instant to) {
        SortedMap<String, List<Point>> guardrails = new TreeMap<>();
        History.read(
                shard,
                Store.VERDICTS,
                canary,
                from.toEpochMilli(),
                to.toEpochMilli() - 1,
                (place, verdict) -> add(guardrails, verdict));
        return new EvidenceSeries(canary, from, to, guardrails);
    }

    /** The same with so many points of each guardrail at most, evenly taken, the last one among them. */
    public EvidenceSeries thinned(int most) {
        SortedMap<String, List<Point>> fewer = new TreeMap<>();
        guardrails.forEach((metric, points) -> fewer.put(metric, thinned(points, most)));
        return new EvidenceSeries(canary, from, to, fewer);
    }

    private static List<Point> thinned(List<Point> points, int most) {
        if (points.size() <= most) {
            return points;
        }
        double step = (points.size() - 1.0) / (most - 1);
        return IntStream.range(0, most)
                .mapToObj(i -> points.get((int) Math.round(i * step)))
                .toList();
    }

    private static void add(SortedMap<String, List<Point>> guardrails, Verdict verdict) {
        for (Verdict.Comparison compared : verdict.guardrails()) {
            Verdict.Evidence evidence = compared.evidence();
            if (evidence != null) {
                guardrails
                        .computeIfAbsent(compared.metric(), metric -> new ArrayList<>())
                        .add(new Point(
                                verdict.judgedAt(),
                                verdict.id(),
                                evidence.lnHarm(),
                                evidence.lnHarmNeeded(),
                                evidence.lnNonInferiority(),
                                evidence.lnNonInferiorityNeeded(),
                                evidence.low(),
                                evidence.high(),
                                compared.difference()));
            }
        }
    }
}
