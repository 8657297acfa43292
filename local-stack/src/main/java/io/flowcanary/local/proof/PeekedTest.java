package io.flowcanary.local.proof;

import io.flowcanary.judge.evidence.Block;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The one-sided two-proportion z-test for a fixed number of calls, done anew after every block. To be like the judge, it also
 * wants the canary to be observed worse by more than the margin.
 */
final class PeekedTest implements Rule {
    private final double margin;
    private final double critical;
    private Block sum = Block.EMPTY;

    PeekedTest(double margin, double level) {
        this.margin = margin;
        this.critical = NormalDistribution.of(0, 1).inverseSurvivalProbability(level);
    }

    @Override
    public boolean after(int minute, Block block) {
        sum = sum.plus(block);
        return sum.canaryCalls() >= PointRule.MIN_CALLS && Difference.of(sum) > margin && z(sum) > critical;
    }

    /** The difference of rates in standard errors, both rates taken to be one. */
    static double z(Block calls) {
        double k = calls.stableCalls();
        double l = calls.canaryCalls();
        double pooled = (calls.stableBad() + calls.canaryBad()) / (k + l);
        double error = Math.sqrt(pooled * (1 - pooled) * (1 / k + 1 / l));
        return error == 0 ? 0 : Difference.of(calls) / error;
    }
}
