package io.flowcanary.judge.evidence;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Shape;
import java.util.Arrays;

/**
 * Evidence that the canary is worse than stable: an e-process against "canary rate − stable rate ≤ 0", whenever the harm began.
 * If the canary is no worse, the evidence ever reaches 1/α with probability α at most.
 *
 * <p>Each size of harm that is guessed at carries a mixture over the block in which it began: half of the wealth is put on
 * the first block, the rest on later ones, ever less. Beside it stand the calls expected since.
 *
 * @param blocks how many were seen
 * @param ln per guessed harm, the logarithm of the wealth that was put on it so far; empty before the first block
 * @param since per guessed harm, the calls expected since it began, as stable calls, bad ones, canary calls, bad ones, one
 *     after the other
 */
public record HarmTest(
        long blocks,
        @JsonFormat(shape = Shape.BINARY) double[] ln,
        @JsonFormat(shape = Shape.BINARY) double[] since) {
    /** Before the first block. */
    public static final HarmTest NEW = new HarmTest(0, new double[0], new double[0]);

    private static final int COUNTS = 4;
    private static final double LARGEST = 0.64;
    private static final double LN_BEYOND_DOUBT = Math.log(1000);
    private static final double LN_HALF_LN_2 = Math.log(Math.log(2) / 2);

    /** The guessed harms for a margin, as fractions: half of it, itself, and its doubles up to 0.64. */
    public static double[] grid(double margin) {
        double[] grid = new double[64];
        int size = 0;
        for (double harm = margin / 2; harm <= LARGEST || size == 0; harm *= 2) {
            grid[size++] = harm;
        }
        return Arrays.copyOf(grid, size);
    }

    /** This evidence after one more block; {@code baseline} is what was known before it. */
    HarmTest after(Block block, Baseline baseline, double[] grid) {
        double[] nextLn = new double[grid.length];
        double[] nextSince = new double[COUNTS * grid.length];
        double begins = lnBegins(blocks);
        double stable = baseline.rate();
        for (int i = 0; i < grid.length; i++) {
            double before = blocks == 0 ? Double.NEGATIVE_INFINITY : ln[i];
            double wealth = LogSum.of(before, begins);
            double canary = Baseline.clip(stable + grid[i]);
            nextLn[i] = wealth + (canary > stable ? new Wager(stable, canary, 0).ln(block) : 0);
            double kept = Math.exp(before - wealth);
            long[] counts = {block.stableCalls(), block.stableBad(), block.canaryCalls(), block.canaryBad()};
            for (int j = 0; j < COUNTS; j++) {
                nextSince[COUNTS * i + j] = (blocks == 0 ? 0 : since[COUNTS * i + j] * kept) + counts[j];
            }
        }
        return new HarmTest(blocks + 1, nextLn, nextSince);
    }

    /** The logarithm of the evidence; 0 before the first block. */
    public double lnEvidence() {
        return blocks == 0 ? 0 : LogSum.of(LogSum.mean(ln), LN_HALF_LN_2 - Math.log(Math.log(blocks + 1)));
    }

    /**
     * The difference observed since the harm began, as it is expected for the guess with the most evidence; or for one whose
     * evidence alone is a thousand times what suffices, if more was observed by that one. (After a long time of slight harm, the
     * guess of slight harm has the most evidence, and all that time in its counts, when the flow breaks. A guess that just
     * suffices is not enough: while harm is slight, every size of it has a lucky streak now and then.)
     *
     * @param lnNeeded the logarithm of the evidence that suffices
     * @return canary rate less stable rate as a fraction; 0 before the first block
     */
    public double observedDifference(double lnNeeded) {
        int best = 0;
        for (int i = 1; i < ln.length; i++) {
            best = ln[i] > ln[best] ? i : best;
        }
        double observed = observed(best);
        for (int i = 0; i < ln.length; i++) {
            if (ln[i] - Math.log(ln.length) >= lnNeeded + LN_BEYOND_DOUBT) {
                observed = Math.max(observed, observed(i));
            }
        }
        return observed;
    }

    private double observed(int guess) {
        int at = COUNTS * guess;
        return blocks == 0 || since[at] <= 0 || since[at + 2] <= 0
                ? 0
                : since[at + 3] / since[at + 2] - since[at + 1] / since[at];
    }

    /** The logarithm of the wealth put on a harm that begins at this block, the first being 0. */
    private static double lnBegins(long block) {
        return block == 0
                ? -Math.log(2)
                : LN_HALF_LN_2 + Math.log(1 / Math.log(block + 1.0) - 1 / Math.log(block + 2.0));
    }
}
