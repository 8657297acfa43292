package io.flowcanary.judge.evidence;

/**
 * All evidence about one guardrail since the evidence began. Rates are of bad calls: for a metric where lower is worse, of
 * the calls that are not good.
 *
 * @param before stable calls from before the canary began
 * @param baseline stable calls of all blocks so far and before
 * @param total all blocks so far
 * @param harm whether the canary is worse than stable
 * @param nonInferiority whether it is not worse by the margin
 * @param interval for the difference
 */
public record GuardrailEvidence(
        Baseline before,
        Baseline baseline,
        Block total,
        HarmTest harm,
        NonInferiorityTest nonInferiority,
        DifferenceInterval interval) {
    /** Before the first call. */
    public static final GuardrailEvidence NEW = new GuardrailEvidence(
            Baseline.UNKNOWN,
            Baseline.UNKNOWN,
            Block.EMPTY,
            HarmTest.NEW,
            NonInferiorityTest.NEW,
            DifferenceInterval.NEW);

    /** Takes in stable calls from before the canary began: they only sharpen the first estimate. */
    public GuardrailEvidence before(Block stableOnly) {
        return new GuardrailEvidence(
                before.plus(stableOnly), baseline.plus(stableOnly), total, harm, nonInferiority, interval);
    }

    /**
     * Takes in the next block. One in which a version has no call is no evidence; its stable calls are known from then on.
     *
     * @param margin a fraction above 0
     */
    public GuardrailEvidence after(Block block, double margin) {
        return after(block, margin, HarmTest.grid(margin), true);
    }

    /** The same without an interval, which costs the most. */
    GuardrailEvidence afterQuickly(Block block, double margin, double[] harmGrid) {
        return after(block, margin, harmGrid, false);
    }

    private GuardrailEvidence after(Block block, double margin, double[] harmGrid, boolean withInterval) {
        if (!block.comparable()) {
            return new GuardrailEvidence(
                    before, baseline.plus(block), total.plus(block), harm, nonInferiority, interval);
        }
        return new GuardrailEvidence(
                before,
                baseline.plus(block),
                total.plus(block),
                harm.after(block, baseline, harmGrid),
                nonInferiority.after(block, baseline, margin),
                withInterval ? interval.after(block, baseline, total, margin) : interval);
    }
}
