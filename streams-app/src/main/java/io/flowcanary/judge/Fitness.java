package io.flowcanary.judge;

/** What a judge takes the canary for. */
public enum Fitness {
    /** Worse than stable by more than is accepted. */
    HARMFUL,
    /** Shown to be within the margins. */
    FIT,
    /** Not enough to say either. */
    UNDECIDED
}
