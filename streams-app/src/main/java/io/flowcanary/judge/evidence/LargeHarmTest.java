package io.flowcanary.judge.evidence;

/**
 * Evidence that the canary is not far worse than stable: an e-process against "canary rate − stable rate ≥ three margins", for the
 * guess that both are alike. If the canary is worse by that much, the evidence ever reaches x with probability 1/x at most.
 *
 * <p>It takes far fewer calls to show that a canary is not worse by three margins than that it is not worse by one, so few that
 * even a small share can wait for it.
 *
 * @param ln the logarithm of the evidence; 0 before the first block
 */
public record LargeHarmTest(double ln) {
    /** Before the first block. */
    public static final LargeHarmTest NEW = new LargeHarmTest(0);

    private static final double MARGINS = 3;
    /** No rates are further apart. */
    private static final double LARGEST = 0.95;

    /** The smallest harm that is called large, as a fraction. */
    public static double harm(double margin) {
        return Math.min(LARGEST, MARGINS * margin);
    }

    /** This evidence after one more block; {@code baseline} is what was known before it. */
    LargeHarmTest after(Block block, Baseline baseline, double margin) {
        return new LargeHarmTest(ln + wager(baseline.rate(), margin).ln(block));
    }

    /**
     * About how many more canary calls it takes to a given evidence if both versions go on as given; infinite when it would
     * never come.
     *
     * @param stablePerCanary stable calls for each canary call
     */
    public double callsTo(
            double lnWanted, double stableRate, double canaryRate, double stablePerCanary, double margin) {
        double growth = wager(stableRate, margin).expectedLn(stablePerCanary, stableRate, 1, canaryRate);
        return growth > 0 ? Math.max(0, lnWanted - ln) / growth : Double.POSITIVE_INFINITY;
    }

    private static Wager wager(double rate, double margin) {
        return new Wager(rate, rate, harm(margin));
    }
}
