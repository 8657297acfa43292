package io.flowcanary.plan;

import io.flowcanary.record.Policy.Metric;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The stable version's rates before a canary starts, in percent of its calls. What nobody told is assumed.
 *
 * @param percent by metric, 0 to 100; every metric has one
 * @param assumed which of them nobody told
 */
public record Baselines(Map<Metric, Double> percent, Set<Metric> assumed) {
    /** Rates of no flow in particular, for whom has none of his own. */
    private static final Map<Metric, Double> USUAL = Map.of(
            Metric.ABANDON_RATE, 8.0,
            Metric.TRANSFER_RATE, 12.0,
            Metric.ERROR_RATE, 0.5,
            Metric.IVR_HANGUP_RATE, 4.0,
            Metric.CONTAINMENT_RATE, 25.0,
            Metric.LONG_HANDLE_RATE, 10.0);

    public Baselines {
        percent = Map.copyOf(percent);
        assumed = Set.copyOf(assumed);
        percent.forEach((metric, rate) -> {
            if (!(rate >= 0 && rate <= 100)) {
                throw new IllegalArgumentException(
                        metric.json() + ": " + rate + " is not allowed; expected a percentage from 0 to 100");
            }
        });
    }

    /** What was told, and assumptions for the rest. */
    public static Baselines told(Map<Metric, Double> percent) {
        Map<Metric, Double> all = new EnumMap<>(USUAL);
        all.putAll(percent);
        Set<Metric> assumed = EnumSet.allOf(Metric.class);
        assumed.removeAll(percent.keySet());
        return new Baselines(all, assumed);
    }

    /** The share of calls that is bad, as a fraction: for containment, of those that are not contained. */
    double bad(Metric metric) {
        double fraction = percent.get(metric) / 100;
        return metric == Metric.CONTAINMENT_RATE ? 1 - fraction : fraction;
    }
}
