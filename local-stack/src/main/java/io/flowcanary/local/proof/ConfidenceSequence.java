package io.flowcanary.local.proof;

import io.flowcanary.judge.evidence.Block;

/**
 * An asymptotic confidence sequence for the difference of rates: Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas, "Time-uniform
 * central limit theory and asymptotic confidence sequences", Annals of Statistics 52 (2024). The canary goes back when the whole
 * sequence is above 0 and, to be like the judge, the canary is observed worse by more than the margin.
 */
final class ConfidenceSequence implements Rule {
    /** The sequence is sharpest at about so many calls of both versions. */
    private static final double SHARPEST_AT = 5000;

    private final double margin;
    private final double level;
    private Block sum = Block.EMPTY;

    /**
     * A sequence that has seen nothing.
     *
     * @param level of its lower end alone
     */
    ConfidenceSequence(double margin, double level) {
        this.margin = margin;
        this.level = level;
    }

    @Override
    public boolean after(int minute, Block block) {
        sum = sum.plus(block);
        return sum.canaryCalls() >= PointRule.MIN_CALLS && Difference.of(sum) > margin && low(sum, level) > 0;
    }

    /** The lower end: that of the two-sided sequence at twice the level. */
    static double low(Block calls, double level) {
        double n = (double) calls.stableCalls() + calls.canaryCalls();
        double share = calls.canaryCalls() / n;
        double variance = variance(calls.canaryBad(), calls.canaryCalls()) / share
                + variance(calls.stableBad(), calls.stableCalls()) / (1 - share);
        double rho2 = rho2(2 * level);
        double grown = n * rho2 + 1;
        double radius = Math.sqrt(variance * 2 * grown / (n * n * rho2) * Math.log(Math.sqrt(grown) / (2 * level)));
        return Difference.of(calls) - radius;
    }

    /** The sequence's free parameter, for the narrowest sequence where it should be sharpest. */
    private static double rho2(double level) {
        double twice = -2 * Math.log(level);
        return (twice + Math.log(twice) + 1) / SHARPEST_AT;
    }

    private static double variance(double bad, double calls) {
        double rate = bad / calls;
        return rate * (1 - rate);
    }
}
