package io.flowcanary.record;

/** What a conversation can be counted for; each at most once per conversation. */
public enum Fact {
    /** It began. */
    STARTED,
    /** The customer left. */
    ENDED,
    /** The customer gave up in a queue. */
    ABANDONED,
    /** An agent handed it on. */
    TRANSFERRED,
    /** The flow served it without queue or agent. */
    CONTAINED,
    /** The customer hung up in the IVR, before any queue or agent. */
    IVR_HANGUP,
    /** Something broke. */
    ERRORED,
    /** An agent spent time on it. */
    HANDLED,
    /** Ended and abandoned: what the {@code threshold} judge counts among the ended. */
    ENDED_ABANDONED,
    /** Ended and transferred. */
    ENDED_TRANSFERRED
}
