package io.flowcanary.plan;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** Figures that need no simulation, to hold a simulated plan against. Rates are fractions of calls that are bad. */
final class Analytic {
    private static final double LOWEST = 1e-4;
    private static final int HALVINGS = 60;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    /** The chances that a fixed sample takes: of showing what is not so, and of missing what is so. */
    private static final double Z_SIZE = NORMAL.inverseSurvivalProbability(0.05);

    private static final double Z_POWER = NORMAL.inverseSurvivalProbability(0.2);

    private Analytic() {}

    /**
     * Wald's bound: no sequential test of this level needs fewer canary calls on average to see the difference, even if it knew
     * both rates.
     *
     * @param level the chance of seeing one that is not there
     * @return canary calls; infinite when there is no difference
     */
    static double waldCalls(double stable, double canary, double level) {
        double s = Math.min(1 - LOWEST, Math.max(LOWEST, stable));
        double divergence = part(canary, s) + part(1 - canary, 1 - s);
        return -Math.log(level) / divergence;
    }

    private static double part(double p, double q) {
        return p == 0 ? 0 : p * Math.log(p / q);
    }

    /**
     * Canary calls of a sample of fixed size that shows a canary like stable to be no worse by the margin: Farrington and
     * Manning, "Test statistics and sample size formulae for comparative binomial trials with null hypothesis of non-zero risk
     * difference or non-unity relative risk", Statistics in Medicine 9 (1990); one-sided at 5 %, four times in five.
     *
     * @param rate of both versions
     * @param margin a fraction above 0
     * @param share of calls that go to the canary, a fraction above 0 and below 1
     */
    static double fixedSampleCalls(double rate, double margin, double share) {
        double canaryPerStable = share / (1 - share);
        double edge = edgeRate(rate, margin, canaryPerStable);
        double atTheEdge = variance(edge + margin) + variance(edge) * canaryPerStable;
        double atTheRate = variance(rate) * (1 + canaryPerStable);
        double root = (Z_SIZE * Math.sqrt(atTheEdge) + Z_POWER * Math.sqrt(atTheRate)) / margin;
        return root * root;
    }

    /** The likeliest stable rate if the canary's is higher by the margin, though both were observed to be {@code rate}. */
    private static double edgeRate(double rate, double margin, double canaryPerStable) {
        double low = Math.max(0, rate - margin);
        double high = Math.min(rate, 1 - margin);
        for (int i = 0; i < HALVINGS; i++) {
            double s = (low + high) / 2;
            double slope = (s - rate) / variance(s) + canaryPerStable * (s + margin - rate) / variance(s + margin);
            if (slope < 0) {
                low = s;
            } else {
                high = s;
            }
        }
        return (low + high) / 2;
    }

    private static double variance(double rate) {
        return rate * (1 - rate);
    }
}
