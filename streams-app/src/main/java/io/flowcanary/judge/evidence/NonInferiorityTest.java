package io.flowcanary.judge.evidence;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Shape;

/**
 * Evidence that the canary is not worse than stable by the margin: an e-process against "canary rate − stable rate ≥ margin".
 * If the canary is worse by that much, the evidence ever reaches 1/α with probability α at most.
 *
 * @param ln per guessed difference, the logarithm of the wealth that was put on it; empty before the first block
 */
public record NonInferiorityTest(
        @JsonFormat(shape = Shape.BINARY) double[] ln) {
    /** Before the first block. */
    public static final NonInferiorityTest NEW = new NonInferiorityTest(new double[0]);

    /** How the stake is divided among the guesses: most is put on a canary that is like stable, which is the usual one. */
    private static final double[] STAKES = {0.05, 0.15, 0.6, 0.2};

    /** The guessed differences for a margin, as fractions. */
    static double[] grid(double margin) {
        return new double[] {-margin, -margin / 2, 0, margin / 2};
    }

    /** This evidence after one more block; {@code baseline} is what was known before it. */
    NonInferiorityTest after(Block block, Baseline baseline, double margin) {
        double[] grid = grid(margin);
        double[] next = new double[grid.length];
        for (int i = 0; i < grid.length; i++) {
            Wager wager = wager(baseline.rate(), grid[i], margin);
            boolean beyond = wager.canary() - wager.stable() < margin;
            next[i] = (ln.length == 0 ? 0 : ln[i]) + (beyond ? wager.ln(block) : 0);
        }
        return new NonInferiorityTest(next);
    }

    /** The logarithm of the evidence; 0 before the first block. */
    public double lnEvidence() {
        return ln.length == 0 ? 0 : LogSum.mean(ln, STAKES);
    }

    /**
     * About how many more canary calls it takes to a given evidence if both versions go on as given; infinite when it would
     * never come.
     *
     * @param stablePerCanary stable calls for each canary call
     */
    public double callsTo(
            double lnWanted, double stableRate, double canaryRate, double stablePerCanary, double margin) {
        double[] grid = grid(margin);
        double fewest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < grid.length; i++) {
            double growth = wager(stableRate, grid[i], margin).expectedLn(stablePerCanary, stableRate, 1, canaryRate);
            double missing = lnWanted - Math.log(STAKES[i]) - (ln.length == 0 ? 0 : ln[i]);
            if (growth > 0) {
                fewest = Math.min(fewest, Math.max(0, missing) / growth);
            }
        }
        return fewest;
    }

    private static Wager wager(double stable, double difference, double margin) {
        return new Wager(stable, Baseline.clip(stable + difference), margin);
    }
}
