package io.flowcanary.judge;

import io.flowcanary.record.Verdict;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a judge says at one look.
 *
 * @param fitness what it takes the canary for
 * @param reasons why, for machines, the most urgent first; never empty
 * @param explanation why, in plain words with numbers
 * @param compared what it compared, those that decide nothing included: worked out for who asks
 */
public record Opinion(
        Fitness fitness,
        List<Verdict.Reason> reasons,
        String explanation,
        Supplier<List<Verdict.Comparison>> compared) {
    public Opinion {
        reasons = List.copyOf(reasons);
    }

    /** What it compared. */
    public List<Verdict.Comparison> guardrails() {
        return compared.get();
    }

    /** The most urgent reason. */
    public Verdict.Reason reason() {
        return reasons.get(0);
    }
}
