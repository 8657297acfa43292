package io.flowcanary.plan;

import io.flowcanary.record.Policy;
import io.flowcanary.record.Policy.Guardrail;
import io.flowcanary.record.Policy.Metric;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How much worse a canary is in one metric.
 *
 * @param points percentage points, above 0
 */
public record Harm(Metric metric, Size size, double points) {
    private static final double BROKEN_POINTS = 20;
    private static final int BROKEN_MARGINS = 4;

    /** What a plan looks at: harm about the margin itself is what a policy accepts. */
    public enum Size {
        /** Worse by twice the margin. */
        TWO_MARGINS,
        /** Worse by three times the margin. */
        THREE_MARGINS,
        /** One more call in five is bad; or worse by four margins, where that is more. */
        BROKEN;

        private double points(double margin) {
            return switch (this) {
                case TWO_MARGINS -> 2 * margin;
                case THREE_MARGINS -> 3 * margin;
                case BROKEN -> Math.max(BROKEN_POINTS, BROKEN_MARGINS * margin);
            };
        }
    }

    /** Harms of these sizes in each metric that decides, guardrail by guardrail. */
    static List<Harm> of(Policy policy, Set<Size> sizes) {
        return policy.guardrails().stream()
                .filter(Guardrail::gate)
                .flatMap(guardrail -> Stream.of(Size.values())
                        .filter(sizes::contains)
                        .map(size -> new Harm(guardrail.metric(), size, size.points(guardrail.margin()))))
                .toList();
    }

    /** The canary's share of bad calls, as a fraction of at most 1. */
    double canaryBad(double stableBad) {
        return Math.min(1, stableBad + points / 100);
    }
}
