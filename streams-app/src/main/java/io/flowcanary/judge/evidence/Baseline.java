package io.flowcanary.judge.evidence;

/**
 * What is known of stable's rate before a block.
 *
 * @param calls stable calls of earlier blocks, and before the canary began
 * @param bad how many of them were bad
 */
public record Baseline(long calls, long bad) {
    /** Nothing known: a rate of 5 % is assumed. */
    public static final Baseline UNKNOWN = new Baseline(0, 0);

    private static final double LOWEST = 1e-4;

    /** The estimated rate, as a fraction from 0.0001 to 0.9999. */
    public double rate() {
        return clip((bad + 0.5) / (calls + 10));
    }

    Baseline plus(Block block) {
        return new Baseline(calls + block.stableCalls(), bad + block.stableBad());
    }

    static double clip(double rate) {
        return Math.min(1 - LOWEST, Math.max(LOWEST, rate));
    }
}
