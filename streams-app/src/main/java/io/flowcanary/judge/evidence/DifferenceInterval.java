package io.flowcanary.judge.evidence;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Shape;
import java.util.Arrays;

/**
 * An anytime-valid confidence interval for canary rate − stable rate: all differences that are not rejected, each by an
 * e-process of its own against "the difference is exactly this". The true difference is ever outside with probability α at most,
 * however often one looks. The guess is the pair of rates observed so far: Turner, Grünwald, "Exact anytime-valid
 * confidence intervals for contingency tables and beyond", arXiv 2203.09785.
 *
 * @param ln per difference of the grid, the logarithm of the evidence against it; empty before the first block
 */
public record DifferenceInterval(
        @JsonFormat(shape = Shape.BINARY) double[] ln) {
    /** Before the first block. */
    public static final DifferenceInterval NEW = new DifferenceInterval(new double[0]);

    private static final int STEPS_PER_MARGIN = 5;
    private static final double FARTHEST = 0.95;
    private static final double STRETCH = 1.35;
    /** So many canary calls the guess is worth that it is like stable. */
    private static final double CAUTIOUS_CALLS = 10;

    /** An interval; both ends are fractions from −1 to 1. */
    public record Bounds(double low, double high) {}

    /** Differences that are tested: a fifth of the margin apart up to twice the margin, then ever wider; rising. */
    static double[] grid(double margin) {
        double[] half = new double[64];
        int size = 0;
        double difference = margin / STEPS_PER_MARGIN;
        while (difference < FARTHEST) {
            half[size++] = difference;
            difference = size < 2 * STEPS_PER_MARGIN ? margin * (size + 1) / STEPS_PER_MARGIN : difference * STRETCH;
        }
        double[] grid = new double[2 * size + 1];
        for (int i = 0; i < size; i++) {
            grid[size - 1 - i] = -half[i];
            grid[size + 1 + i] = half[i];
        }
        return grid;
    }

    /** This interval after one more block; {@code baseline} and {@code earlier} are what was known before it. */
    public DifferenceInterval after(Block block, Baseline baseline, Block earlier, double margin) {
        double[] grid = grid(margin);
        double[] next = new double[grid.length];
        double stable = baseline.rate();
        double canary = Baseline.clip(
                (earlier.canaryBad() + CAUTIOUS_CALLS * stable) / (earlier.canaryCalls() + CAUTIOUS_CALLS));
        for (int i = 0; i < grid.length; i++) {
            next[i] = (ln.length == 0 ? 0 : ln[i]) + new Wager(stable, canary, grid[i]).ln(block);
        }
        return new DifferenceInterval(next);
    }

    /** The interval of coverage 1 − α, its ends rounded outward to the grid; everything before the first block. */
    public Bounds bounds(double alpha, double margin) {
        double[] grid = grid(margin);
        double rejected = Math.log(1 / alpha);
        if (ln.length == 0) {
            return new Bounds(-1, 1);
        }
        // when the difference changed so much that none fits all calls, what fits best stands for all
        double limit = Math.max(rejected, Math.nextUp(Arrays.stream(ln).min().orElseThrow()));
        int first = 0;
        while (ln[first] >= limit) {
            first++;
        }
        int last = grid.length - 1;
        while (ln[last] >= limit) {
            last--;
        }
        return new Bounds(first == 0 ? -1 : grid[first - 1], last == grid.length - 1 ? 1 : grid[last + 1]);
    }
}
