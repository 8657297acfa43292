package io.flowcanary.judge;

import io.flowcanary.record.Verdict;
import java.util.List;

/**
 * What a judge says at one look.
 *
 * @param fitness what it takes the canary for
 * @param reason why, for machines
 * @param explanation why, in plain words with numbers
 * @param guardrails what it compared, those that decide nothing included
 */
public record Opinion(Fitness fitness, Verdict.Reason reason, String explanation, List<Verdict.Comparison> guardrails) {
    public Opinion {
        guardrails = List.copyOf(guardrails);
    }
}
