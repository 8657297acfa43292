package io.flowcanary.local.centre;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A call's wait in one queue, and what came of it.
 *
 * @param enteredAt start of the wait
 * @param leftAt end of the wait
 * @param end why it ended
 * @param missed agents that were alerted and did not answer
 * @param talk the agent that answered; present exactly when the wait ended {@code ANSWERED}
 * @param voicemailUntil end of the message left; present exactly when the wait ended {@code FLOW_OUT}
 */
public record QueueVisit(
        Instant enteredAt,
        Instant leftAt,
        End end,
        List<AgentLeg> missed,
        Optional<AgentLeg> talk,
        Optional<Instant> voicemailUntil) {
    public QueueVisit {
        missed = List.copyOf(missed);
    }

    /** Why a wait ended; the names are those of the event's {@code acdOutcome}. */
    public enum End {
        /** An agent answered. */
        ANSWERED,
        /** The caller hung up. */
        ABANDON,
        /** The in-queue flow sent the call elsewhere. */
        FLOW_OUT
    }

    Instant over() {
        return talk.map(AgentLeg::endedAt).or(() -> voicemailUntil).orElse(leftAt);
    }
}
