package io.flowcanary.record;

import java.util.Locale;

/** What a conversation adds to its version's sums: one, once, for each thing that became of it, and its agents' milliseconds. */
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
    ENDED_TRANSFERRED,
    /** Not a count: milliseconds that agents handled it, after-call work included. */
    HANDLE_MS,
    /** Not a count: milliseconds that agents talked. */
    TALK_MS;

    /** The name in answers and on the page: {@code IVR_HANGUP} is {@code ivrHangup}. */
    public String json() {
        StringBuilder name = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
