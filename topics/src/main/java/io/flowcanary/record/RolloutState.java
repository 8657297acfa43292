package io.flowcanary.record;

/** Where a rollout stands. */
public enum RolloutState {
    /** At a step below 100, being judged. */
    BAKING,
    /** At a step below 100, judged, but going no further until resumed; still rolls back, unless a stranger wrote the share. */
    PAUSED,
    /** Ended at 100. */
    PROMOTED,
    /** Ended at 0. */
    ROLLED_BACK;

    /** Whether it can still change by itself. */
    public boolean active() {
        return this == BAKING || this == PAUSED;
    }
}
