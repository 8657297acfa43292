package io.flowcanary.local.centre;

import java.time.Instant;
import java.util.List;

/** Plans what agents do with a call. */
final class AgentPlan {
    private static final long PATIENCE_MS = 12_000;
    private static final long LONGEST_WRAPUP_MS = 120_000;

    private final Spans spans;

    AgentPlan(Spans spans) {
        this.spans = spans;
    }

    /** An agent who answers at the given instant, and talks to the end of the call. */
    AgentLeg talk(Instant answeredAt, long ringingMs) {
        return leg(answeredAt, ringingMs, spans.oneOf("PEER", "PEER", "CLIENT", "ENDPOINT"), 0, 0);
    }

    /** An agent who hands the call on, sometimes after calling a colleague. */
    AgentLeg transfer(Instant answeredAt, long ringingMs) {
        String how = spans.oneOf("TRANSFER", "TRANSFER", "TRANSFER", "CONSULT_TRANSFER", "CONFERENCE_TRANSFER");
        boolean consults = !how.equals("TRANSFER");
        long dialing = consults ? spans.between(500, 3_000) : 0;
        long contacting = consults ? spans.between(1_000, 8_000) : 0;
        return leg(answeredAt, ringingMs, how, dialing, contacting);
    }

    /** An agent whose connection breaks. */
    AgentLeg brokenTalk(Instant answeredAt, long ringingMs) {
        return leg(answeredAt, ringingMs, spans.oneOf("TRANSPORT_FAILURE", "TRANSPORT_FAILURE", "ERROR"), 0, 0);
    }

    /** Now and then an agent who lets it ring, at the start of the wait. */
    List<AgentLeg> missed(Instant enteredQueueAt) {
        if (!spans.chance(0.03)) {
            return List.of();
        }
        Instant alertedAt = enteredQueueAt.plusMillis(spans.between(200, 1_500));
        Instant endedAt = alertedAt.plusMillis(PATIENCE_MS);
        return List.of(new AgentLeg(alertedAt, endedAt, "TIMEOUT", PATIENCE_MS, 0, 0, 0, 0, 0));
    }

    private AgentLeg leg(Instant answeredAt, long ringingMs, String disconnectType, long dialing, long contacting) {
        long interacting = spans.around(230_000, 10_000);
        long held = spans.chance(0.2) ? spans.around(40_000, 3_000) : 0;
        long wrapup = spans.chance(0.95) ? Math.min(LONGEST_WRAPUP_MS, spans.around(35_000, 3_000)) : 0;
        return new AgentLeg(
                answeredAt.minusMillis(ringingMs),
                answeredAt.plusMillis(interacting + held + dialing + contacting),
                disconnectType,
                ringingMs,
                interacting,
                held,
                dialing,
                contacting,
                wrapup);
    }
}
