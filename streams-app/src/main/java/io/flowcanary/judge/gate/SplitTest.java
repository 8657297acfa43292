package io.flowcanary.judge.gate;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * Evidence against the gate's sending every call to the canary with the same known probability. If it does, the factor ever
 * reaches 1,000 with probability 0.001 at most, however often one looks: Lindon, Malek, "Anytime-Valid Inference for Multinomial
 * Count Data", NeurIPS 2022, for two outcomes.
 */
public final class SplitTest {
    /** How near to the set share the alternative is expected: as if so many calls had told of it. */
    private static final double CONCENTRATION = 20;

    private final double canaryWeight;
    private final double stableWeight;
    private final double lnPrior;
    private final double lnCanary;
    private final double lnStable;

    /** @param share the share that is set, a fraction above 0 and below 1 */
    public SplitTest(double share) {
        canaryWeight = CONCENTRATION * share;
        stableWeight = CONCENTRATION * (1 - share);
        lnPrior = LogBeta.value(canaryWeight, stableWeight);
        lnCanary = Math.log(share);
        lnStable = Math.log1p(-share);
    }

    /**
     * The logarithm of the factor by which these counts speak against the share.
     *
     * @param canary calls sent to the canary
     * @param stable calls sent to stable
     */
    public double lnBayesFactor(long canary, long stable) {
        return LogBeta.value(canaryWeight + canary, stableWeight + stable)
                - lnPrior
                - canary * lnCanary
                - stable * lnStable;
    }
}
