package io.flowcanary.local.centre;

import java.time.Instant;

/**
 * One agent's part in a call. Durations are milliseconds, 0 or more.
 *
 * @param alertedAt when the agent's phone rang
 * @param endedAt when the agent left the call; after-call work follows
 * @param disconnectType how the agent left, in the words of the event
 * @param alertingMs ringing
 * @param interactingMs talking; 0 when the agent did not answer
 * @param heldMs the caller on hold
 * @param dialingMs calling a colleague
 * @param contactingMs reaching a colleague
 * @param wrapupMs after-call work, which begins at {@code endedAt}; 0 when there was none
 */
public record AgentLeg(
        Instant alertedAt,
        Instant endedAt,
        String disconnectType,
        long alertingMs,
        long interactingMs,
        long heldMs,
        long dialingMs,
        long contactingMs,
        long wrapupMs) {
    long handleMs() {
        return interactingMs + heldMs + dialingMs + contactingMs + wrapupMs;
    }
}
