package io.flowcanary.rollout;

import io.flowcanary.record.Rollout;
import io.flowcanary.record.Rollout.Pause;
import io.flowcanary.record.RolloutState;
import java.time.Instant;

/** One change of a rollout, from which the changed rollout is made. */
final class Change {
    private final Rollout from;
    private final Instant at;
    private final String actor;
    private final String why;
    private RolloutState state;
    private Pause pause;
    private int step;
    private int share;
    private long epoch;
    private boolean override;
    private Instant confirmedAt;
    private String verdictId;

    Change(Rollout from, Instant at, String actor, String why) {
        this.from = from;
        this.at = at;
        this.actor = actor;
        this.why = why;
        state = from.state();
        pause = from.pause();
        step = from.step();
        share = from.share();
        epoch = from.epoch();
        override = from.override();
        confirmedAt = from.confirmedAt();
    }

    Change pausedFor(Pause cause) {
        state = RolloutState.PAUSED;
        pause = cause;
        return this;
    }

    /** Another share is wanted, or the same one again: a new epoch, and nothing is confirmed yet. */
    Change wants(RolloutState newState, int newStep, int newShare) {
        state = newState;
        pause = null;
        step = newStep;
        share = newShare;
        epoch++;
        override = false;
        // Nobody writes the share of a dry run, so nobody will confirm it either.
        confirmedAt = from.policy().dryRun() ? at : null;
        return this;
    }

    Change overriding() {
        override = true;
        return this;
    }

    Change confirmed() {
        confirmedAt = at;
        return this;
    }

    Change because(String id) {
        verdictId = id;
        return this;
    }

    Rollout rollout() {
        return new Rollout(
                from.canary(),
                from.policy(),
                from.policyRevision(),
                state,
                pause,
                step,
                share,
                epoch,
                override,
                from.startedAt(),
                from.evidenceSince(),
                confirmedAt,
                at,
                actor,
                why,
                verdictId);
    }
}
