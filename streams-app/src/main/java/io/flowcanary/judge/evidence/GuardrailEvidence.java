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
 * @param largeHarm whether it is not worse by far more than the margin
 */
public record GuardrailEvidence(
        Baseline before,
        Baseline baseline,
        Block total,
        HarmTest harm,
        NonInferiorityTest nonInferiority,
        LargeHarmTest largeHarm) {
    /** Before the first call. */
    public static final GuardrailEvidence NEW = new GuardrailEvidence(
            Baseline.UNKNOWN, Baseline.UNKNOWN, Block.EMPTY, HarmTest.NEW, NonInferiorityTest.NEW, LargeHarmTest.NEW);

    /** A quarter of the evidence that would roll back is too much to go on with. */
    private static final double LN_QUARTER = Math.log(4);
    /** Evidence of harm that counts where the canary is observed worse by more than the margin. */
    private static final double LN_SPEAKS = Math.log(2);
    /** Evidence against a large harm without which no share rises. */
    private static final double LN_NO_LARGE_HARM = Math.log(2.5);

    public GuardrailEvidence {
        // kept by a version that did not ask for it: it begins now
        largeHarm = largeHarm == null ? LargeHarmTest.NEW : largeHarm;
    }

    /** Takes in stable calls from before the canary began: they only sharpen the first estimate. */
    public GuardrailEvidence before(Block stableOnly) {
        return new GuardrailEvidence(
                before.plus(stableOnly), baseline.plus(stableOnly), total, harm, nonInferiority, largeHarm);
    }

    /** Takes in the next block. One in which a version has no call is no evidence; its stable calls are known from then on. */
    public GuardrailEvidence after(Block block, double margin) {
        return new GuardrailEvidence(
                before,
                baseline.plus(block),
                total.plus(block),
                block.comparable() ? harm.after(block, baseline, HarmTest.grid(margin)) : harm,
                block.comparable() ? nonInferiority.after(block, baseline, margin) : nonInferiority,
                block.comparable() ? largeHarm.after(block, baseline, margin) : largeHarm);
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

    /** The logarithm of the evidence of harm with which no share rises, whatever difference is observed. */
    public static double lnCaution(double alpha, double weight) {
        return lnHarmNeeded(alpha, weight) - LN_QUARTER;
    }

    /** The logarithm of the evidence of harm with which no share rises while more than the margin is observed. */
    public static double lnSpeaks() {
        return LN_SPEAKS;
    }

    /** The logarithm of the evidence against a large harm that a step needs to rise. */
    public static double lnNoLargeHarmNeeded() {
        return LN_NO_LARGE_HARM;
    }

    /**
     * Whether something speaks against more calls: a quarter of the evidence that would roll back; or evidence of 2 to 1 while more
     * than the margin is observed since the harm began.
     */
    public boolean speaksAgainst(double alpha, double weight, double margin) {
        double ln = harm.lnEvidence();
        return ln >= lnCaution(alpha, weight)
                || ln >= LN_SPEAKS && harm.observedDifference(lnHarmNeeded(alpha, weight)) > margin;
    }

    /** Whether a harm of three margins is excluded as far as a step asks for it; all guardrails that decide must show it. */
    public boolean excludesLargeHarm() {
        return largeHarm.ln() >= LN_NO_LARGE_HARM;
    }

    /** Whether the canary is shown to be no worse by the margin; all guardrails that decide must show it. */
    public boolean shownNoWorse(double alpha) {
        return nonInferiority.lnEvidence() >= lnNonInferiorityNeeded(alpha);
    }
}
