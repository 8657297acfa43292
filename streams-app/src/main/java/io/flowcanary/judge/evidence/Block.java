package io.flowcanary.judge.evidence;

/**
 * Calls of both versions that are judged at once: those of a run of minutes. How long the run is may depend on counts of
 * calls, never on outcomes.
 *
 * @param stableCalls 0 or more
 * @param stableBad 0 to {@code stableCalls}
 * @param canaryCalls 0 or more
 * @param canaryBad 0 to {@code canaryCalls}
 */
public record Block(long stableCalls, long stableBad, long canaryCalls, long canaryBad) {
    /** No call. */
    public static final Block EMPTY = new Block(0, 0, 0, 0);

    public Block {
        if (stableBad < 0 || stableBad > stableCalls || canaryBad < 0 || canaryBad > canaryCalls) {
            throw new IllegalArgumentException("of " + stableCalls + " and " + canaryCalls + " calls, " + stableBad
                    + " and " + canaryBad + " cannot be bad");
        }
    }

    /**
     * The block of counts as they come from complete cells. Of a call that was told of too late, what became of it may still
     * have come in time: then more would be bad than there are calls, and the excess is left out.
     */
    public static Block of(long stableCalls, long stableBad, long canaryCalls, long canaryBad) {
        long stable = Math.max(0, stableCalls);
        long canary = Math.max(0, canaryCalls);
        return new Block(
                stable, Math.min(stable, Math.max(0, stableBad)), canary, Math.min(canary, Math.max(0, canaryBad)));
    }

    /** Both blocks as one. */
    public Block plus(Block other) {
        return new Block(
                stableCalls + other.stableCalls,
                stableBad + other.stableBad,
                canaryCalls + other.canaryCalls,
                canaryBad + other.canaryBad);
    }

    /** Whether both versions have a call: otherwise nothing can be compared. */
    public boolean comparable() {
        return stableCalls > 0 && canaryCalls > 0;
    }
}
