package io.flowcanary.plan;

import io.flowcanary.record.Policy;
import io.flowcanary.record.Policy.Guardrail;
import io.flowcanary.record.Policy.Metric;
import java.util.List;

/**
 * How much worse a canary is in one metric.
 *
 * @param points percentage points, above 0
 */
public record Harm(Metric metric, double points) {
    /** Just beyond the margin the rollback's own rule stands in the way; callers feel what is beyond it. */
    private static final List<Integer> MARGINS = List.of(2, 3);

    /** What a policy's guardrails are there to stop: each worse by two margins, and by three. */
    static List<Harm> of(Policy policy) {
        return policy.guardrails().stream()
                .filter(Guardrail::gate)
                .flatMap(guardrail ->
                        MARGINS.stream().map(times -> new Harm(guardrail.metric(), times * guardrail.margin())))
                .toList();
    }

    /** Whether it is the worst that is asked of a policy. */
    boolean grave(Policy policy) {
        return points
                >= MARGINS.get(MARGINS.size() - 1) * policy.guardrail(metric).margin();
    }

    /** The canary's share of bad calls, as a fraction of at most 1. */
    double canaryBad(double stableBad) {
        return Math.min(1, stableBad + points / 100);
    }
}
