package io.flowcanary.judge;

import io.flowcanary.record.Verdict;
import java.util.List;

/**
 * What a judge says at one look.
 *
 * @param fitness what it takes the canary for
 * @param reasons why, for machines, the most urgent first; never empty
 * @param explanation why, in plain words with numbers
 * @param guardrails what it compared, those that decide nothing included
 */
public record Opinion(
        Fitness fitness, List<Verdict.Reason> reasons, String explanation, List<Verdict.Comparison> guardrails) {
    public Opinion {
        reasons = List.copyOf(reasons);
        guardrails = List.copyOf(guardrails);
    }

    /** The most urgent reason. */
    public Verdict.Reason reason() {
        return reasons.get(0);
    }
}
