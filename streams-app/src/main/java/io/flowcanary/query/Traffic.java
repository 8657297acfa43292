package io.flowcanary.query;

import io.flowcanary.plan.Baselines;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Policy.Metric;
import io.flowcanary.tally.VersionTally;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a plan begins with.
 *
 * @param callsPerHour of both versions
 * @param baselines stable's rates
 * @param source where the calls were counted, in plain words
 */
public record Traffic(double callsPerHour, Baselines baselines, String source) {
    /**
     * As the streams service counted it. Rates are of the calls that have ended, errors of those that began; a
     * guardrail's own rate, by the time its calls are mature, differs a little, and a plan is not that exact.
     *
     * @param told rates that somebody knows better
     * @return empty when no call of either version was counted
     */
    public static Optional<Traffic> counted(CanaryTallies tallies, Policy.Versions versions, Map<Metric, Double> told) {
        VersionTally stable = tallies.versions().get(versions.stable());
        VersionTally canary = tallies.versions().get(versions.canary());
        long calls = (stable == null ? 0 : stable.started()) + (canary == null ? 0 : canary.started());
        if (calls <= 0) {
            return Optional.empty();
        }
        Map<Metric, Double> rates = new EnumMap<>(Metric.class);
        if (stable != null) {
            put(rates, Metric.ABANDON_RATE, stable.abandoned(), stable.ended());
            put(rates, Metric.TRANSFER_RATE, stable.transferred(), stable.ended());
            put(rates, Metric.ERROR_RATE, stable.errored(), stable.started());
            put(rates, Metric.IVR_HANGUP_RATE, stable.ivrHangup(), stable.ended());
            put(rates, Metric.CONTAINMENT_RATE, stable.contained(), stable.ended());
        }
        rates.putAll(told);
        double hours = Duration.between(tallies.from(), tallies.to()).toMinutes() / 60.0;
        String window = hours == 1 ? "the last hour" : String.format(Locale.ROOT, "the last %.1f hours", hours);
        return Optional.of(new Traffic(calls / hours, Baselines.told(rates), "counted in " + window));
    }

    private static void put(Map<Metric, Double> rates, Metric metric, long shown, long of) {
        if (of > 0) {
            rates.put(metric, 100.0 * Math.min(Math.max(0, shown), of) / of);
        }
    }
}
