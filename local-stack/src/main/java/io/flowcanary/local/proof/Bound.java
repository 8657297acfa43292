package io.flowcanary.local.proof;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** What no test can do better than: sequentially, and with a number of calls that is fixed beforehand. */
final class Bound {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Bound() {}

    /**
     * Wald's bound: canary calls to find the canary's rate where stable's is known, at this level.
     *
     * @param stable its rate, a fraction
     * @param canary its rate, a fraction above stable's
     */
    static double wald(double stable, double canary, double level) {
        double divergence = canary * Math.log(canary / stable) + (1 - canary) * Math.log((1 - canary) / (1 - stable));
        return -Math.log(level) / divergence;
    }

    /**
     * Canary calls to show, by Farrington and Manning's test, that a canary like stable is not worse by the margin.
     *
     * @param rate of both versions, a fraction
     * @param share the canary's, a fraction
     */
    static double fixedSample(double rate, double margin, double share, double level, double power) {
        double ratio = (1 - share) / share;
        double stable = nearest(rate, margin, ratio);
        double spreadAtEdge = spread(stable, stable + margin, ratio);
        double spreadAlike = spread(rate, rate, ratio);
        double distance = NORMAL.inverseSurvivalProbability(level) * spreadAtEdge
                + NORMAL.inverseSurvivalProbability(1 - power) * spreadAlike;
        return distance * distance / (margin * margin);
    }

    private static double spread(double stable, double canary, double ratio) {
        return Math.sqrt(canary * (1 - canary) + stable * (1 - stable) / ratio);
    }

    /** Stable's rate where a canary worse by the margin is the likeliest, though both show {@code rate}. */
    private static double nearest(double rate, double margin, double ratio) {
        double low = Math.max(0, rate - margin);
        double high = Math.min(rate, 1 - margin);
        for (int i = 0; i < 100; i++) {
            double s = (low + high) / 2;
            double c = s + margin;
            double slope = ratio * (s - rate) / (s * (1 - s)) + (c - rate) / (c * (1 - c));
            low = slope < 0 ? s : low;
            high = slope < 0 ? high : s;
        }
        return (low + high) / 2;
    }
}
