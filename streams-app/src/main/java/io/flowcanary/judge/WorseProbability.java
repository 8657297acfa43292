package io.flowcanary.judge;

import io.flowcanary.judge.evidence.Block;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The probability that the canary's rate is above stable's by more than a margin, from independent Beta posteriors over a uniform
 * prior. For people to look at: it is not valid under continuous looking, and nothing is decided by it.
 */
final class WorseProbability {
    private static final int POINTS = 128;
    private static final double DEVIATIONS = 8;

    private WorseProbability() {}

    /** @return 0 to 1; null when a version has no call */
    static Double of(Block calls, double margin) {
        if (!calls.comparable()) {
            return null;
        }
        BetaDistribution stable = posterior(calls.stableCalls(), calls.stableBad());
        BetaDistribution canary = posterior(calls.canaryCalls(), calls.canaryBad());
        double deviation = Math.sqrt(stable.getVariance());
        double low = Math.max(0, stable.getMean() - DEVIATIONS * deviation);
        double high = Math.min(1, stable.getMean() + DEVIATIONS * deviation);
        double all = 0;
        double worse = 0;
        for (int i = 0; i < POINTS; i++) {
            double rate = low + (i + 0.5) * (high - low) / POINTS;
            double weight = stable.density(rate);
            all += weight;
            worse += weight * canary.survivalProbability(Math.min(1, rate + margin));
        }
        return worse / all;
    }

    private static BetaDistribution posterior(long calls, long bad) {
        return BetaDistribution.of(bad + 1.0, calls - bad + 1.0);
    }
}
