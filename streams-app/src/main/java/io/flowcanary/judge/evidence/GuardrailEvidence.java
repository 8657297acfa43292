package io.flowcanary.judge.evidence;

/**
 * The evidence about one guardrail since the evidence began. Rates are of bad calls: for a metric where lower is worse, of
 * the calls that are not good. Margins are fractions: 0.02 is two percentage points.
 *
 * @param before stable calls from before the canary began
 * @param baseline stable calls of all blocks so far and before
 * @param total all blocks so far
 * @param harm whether the canary is worse than stable
 * @param nonInferiority whether it is not worse by the margin
 */
public record GuardrailEvidence(
        Baseline before, Baseline baseline, Block total, HarmTest harm, NonInferiorityTest nonInferiority) {
    /** Before the first call. */
    public static final GuardrailEvidence NEW = new GuardrailEvidence(
            Baseline.UNKNOWN, Baseline.UNKNOWN, Block.EMPTY, HarmTest.NEW, NonInferiorityTest.NEW);

    /** Takes in stable calls from before the canary began: they only sharpen the first estimate. */
    public GuardrailEvidence before(Block stableOnly) {
        return new GuardrailEvidence(before.plus(stableOnly), baseline.plus(stableOnly), total, harm, nonInferiority);
    }

    /** Takes in the next block. One in which a version has no call is no evidence; its stable calls are known from then on. */
    public GuardrailEvidence after(Block block, double margin) {
        return new GuardrailEvidence(
                before,
                baseline.plus(block),
                total.plus(block),
                block.comparable() ? harm.after(block, baseline, HarmTest.grid(margin)) : harm,
                block.comparable() ? nonInferiority.after(block, baseline, margin) : nonInferiority);
    }

    /**
     * The logarithm of the evidence for harm at which a canary goes back.
     *
     * @param alpha the chance of sending back a harmless canary that is accepted for all guardrails together
     * @param weight this guardrail's share of it; all shares sum to 1
     */
    public static double lnHarmNeeded(double alpha, double weight) {
        return -Math.log(alpha * weight);
    }

    /** The logarithm of the evidence for non-inferiority at which a canary is shown to be no worse by the margin. */
    public static double lnNonInferiorityNeeded(double alpha) {
        return -Math.log(alpha);
    }

    /** Whether the canary must go back: enough evidence for harm, and observed worse by more than the margin since it began. */
    public boolean harmful(double alpha, double weight, double margin) {
        double needed = lnHarmNeeded(alpha, weight);
        return harm.lnEvidence() >= needed && harm.observedDifference(needed) > margin;
    }

    /** Whether the canary is shown to be no worse by the margin; all guardrails that decide must show it. */
    public boolean shownNoWorse(double alpha) {
        return nonInferiority.lnEvidence() >= lnNonInferiorityNeeded(alpha);
    }
}
