package io.flowcanary.record;

import java.time.Instant;

/**
 * A value of {@code canary.answers}, keyed by canary: what became of one order, whether it was followed or refused. All of them
 * are the log of who asked for what.
 *
 * @param id of the order; an order that arrives twice is answered twice, alike but for the state
 * @param canary whose
 * @param order its kind, for example {@code advance}
 * @param at event time at which it took effect, or would have
 * @param actor who gave it
 * @param reason why, in the actor's words; null without any
 * @param refusal why it was not followed, in plain words that say what to do; null when it was
 * @param rollout as it stands after the order; null when there never was one
 * @param lease the lease that holds after the order; null without one
 */
public record Answer(
        String id,
        String canary,
        String order,
        Instant at,
        String actor,
        String reason,
        String refusal,
        Rollout rollout,
        LeaseGrant lease)
        implements Message {
    /** Whether the order was followed. */
    public boolean followed() {
        return refusal == null;
    }
}
