package io.flowcanary.judge;

/** What a judge takes the canary for. */
public enum Fitness {
    /** Worse than stable by more than is accepted. */
    HARMFUL,
    /** Good enough to go on. */
    FIT,
    /** Not enough to say either. */
    UNDECIDED
}
