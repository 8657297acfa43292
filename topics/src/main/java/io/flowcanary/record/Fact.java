package io.flowcanary.record;

import java.util.Locale;

/**
 * What a conversation adds to its version's sums: one, once, for each thing that became of it; and what it adds more than once, such
 * as its agents' milliseconds. How each is found: docs/METRICS.md.
 */
public enum Fact {
    /** It began. */
    STARTED,
    /** The customer left. */
    ENDED,
    /** The customer gave up in a queue. */
    ABANDONED,
    /** The customer gave up in a queue so soon that the policy does not count it as abandoned. */
    SHORT_ABANDONED,
    /** An agent who had talked handed it on. */
    TRANSFERRED,
    /** The flows served it without queue or agent. */
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
    /** Not a count of conversations: waits in a queue that ended, by an agent, the caller or the flow. */
    OFFERED,
    /** Not a count of conversations: waits in a queue that an agent ended. */
    ANSWERED,
    /** Not a count of conversations: waits in a queue that the caller ended, however short. */
    QUEUE_ABANDONS,
    /** Not a count of conversations: agents who had talked and handed on, blind or after a consultation. */
    AGENT_TRANSFERS,
    /** Not a count: milliseconds that agents handled it, after-call work included. */
    HANDLE_MS,
    /** Not a count: milliseconds that agents talked. */
    TALK_MS;

    /** Whether it is counted per wait or agent's part, as Genesys does: it is late with the fact that it goes with. */
    public boolean asGenesysCounts() {
        return switch (this) {
            case OFFERED, ANSWERED, QUEUE_ABANDONS, AGENT_TRANSFERS -> true;
            default -> false;
        };
    }

    /** The name in answers and on the page: {@code IVR_HANGUP} is {@code ivrHangup}. */
    public String json() {
        StringBuilder name = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
