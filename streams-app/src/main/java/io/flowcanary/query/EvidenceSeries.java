package io.flowcanary.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.record.Verdict;
import io.flowcanary.topology.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
     * @param at the watermark of the verdict
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

    /**
     * The verdicts of a time, so many at most, evenly taken, the first and the last among them: what is left out is not read.
     */
    public static EvidenceSeries read(Shard shard, String canary, Instant from, Instant to, int most) {
        SortedMap<String, List<Point>> guardrails = new TreeMap<>();
        History.sample(
                shard,
                Store.VERDICTS,
                canary,
                Math.max(0, from.toEpochMilli()),
                to.toEpochMilli() - 1,
                most,
                verdict -> add(guardrails, verdict));
        return new EvidenceSeries(canary, from, to, guardrails);
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
