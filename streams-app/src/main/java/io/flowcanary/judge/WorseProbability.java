package io.flowcanary.judge;

import io.flowcanary.judge.evidence.Block;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The probability that the canary's rate is above stable's by more than a margin, from independent Beta posteriors over a uniform
 * prior. For people to look at: it is not valid under continuous looking, and nothing is decided by it.
 */
final class WorseProbability {
    /** So few points are true to 0.001; every look at every guardrail asks. */
    private static final int POINTS = 20;

    private static final double DEVIATIONS = 7;
    private static final double[] NODES = new double[POINTS];
    private static final double[] WEIGHTS = new double[POINTS];

    static {
        gaussLegendre(NODES, WEIGHTS);
    }

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
            double rate = low + (NODES[i] + 1) / 2 * (high - low);
            double weight = WEIGHTS[i] * stable.density(rate);
            all += weight;
            worse += weight * canary.survivalProbability(Math.min(1, rate + margin));
        }
        return worse / all;
    }

    /** Nodes and weights of Gauss's and Legendre's rule from −1 to 1: the zeros of a Legendre polynomial, by Newton's method. */
    private static void gaussLegendre(double[] nodes, double[] weights) {
        int n = nodes.length;
        for (int i = 0; i < n; i++) {
            double x = Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
            double slope = 0;
            for (double step = 1; Math.abs(step) > 1e-14; x -= step) {
                double before = 1;
                double polynomial = x;
                for (int k = 2; k <= n; k++) {
                    double next = ((2 * k - 1) * x * polynomial - (k - 1) * before) / k;
                    before = polynomial;
                    polynomial = next;
                }
                slope = n * (x * polynomial - before) / (x * x - 1);
                step = polynomial / slope;
            }
            nodes[i] = x;
            weights[i] = 2 / ((1 - x * x) * slope * slope);
        }
    }

    private static BetaDistribution posterior(long calls, long bad) {
        return BetaDistribution.of(bad + 1.0, calls - bad + 1.0);
    }
}
