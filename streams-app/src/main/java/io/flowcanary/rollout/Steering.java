package io.flowcanary.rollout;

import io.flowcanary.record.Command;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Rollout.Pause;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import io.flowcanary.rollout.Verdicts.Said;
import java.time.Instant;

/** Orders to a rollout that is under way: pause, resume, on by hand, and back to 0. */
final class Steering {
    private Steering() {}

    static Decision pause(CanaryState state, Command.Pause pause, Instant at) {
        Rollout rollout = state.rollout();
        if (!state.active()) {
            return Decision.refused(state, "nothing to pause: no rollout of " + pause.canary() + " is active");
        }
        if (rollout.state() == RolloutState.PAUSED) {
            return Decision.refused(state, "it is paused already (" + rollout.pause() + "): " + rollout.why());
        }
        String why = by("paused", pause);
        String id = id(rollout, pause, at);
        Rollout paused = new Change(at, pause.actor(), why, id).pause(rollout, Pause.OPERATOR);
        return Verdicts.changed(state, state.with(paused, null), new Said(Kind.HOLD, Reason.PAUSED, why), id, at);
    }

    static Decision resume(CanaryState state, Command.Resume resume, Instant at) {
        Rollout rollout = state.rollout();
        if (rollout == null || rollout.state() != RolloutState.PAUSED) {
            return Decision.refused(state, "nothing to resume: no rollout of " + resume.canary() + " is paused");
        }
        if (resume.adopt()) {
            return adopt(state, resume, at);
        }
        Change change = new Change(at, resume.actor(), Commands.orElse(resume.reason(), "resumed"), null);
        return resumed(state, change.resume(rollout), resume, at);
    }

    /** Somebody else's share is the one to go on with, where it is one that this rollout could have. */
    private static Decision adopt(CanaryState state, Command.Resume resume, Instant at) {
        Rollout rollout = state.rollout();
        if (rollout.pause() != Pause.EXTERNAL_CHANGE) {
            return Decision.refused(state, "nothing to adopt: nobody else wrote the share; resume without it");
        }
        String value = state.foreign();
        String why = Commands.orElse(resume.reason(), "resumed") + "; adopted " + value + " %";
        Change change = new Change(at, resume.actor(), why, null);
        int step =
                rollout.policy().steps().stream().map(String::valueOf).toList().indexOf(value);
        if ("0".equals(value)) {
            return resumed(state, change.rollBack(rollout, false), resume, at);
        }
        if (step < 0) {
            return Decision.refused(
                    state,
                    "what somebody else wrote ('" + value + "') is none of the steps "
                            + rollout.policy().steps() + ": resume without adopting it, or abort");
        }
        return resumed(state, change.toStep(rollout, step), resume, at);
    }

    /** People are told, but no verdict stands behind the share: whatever is in the parameter is overwritten. */
    private static Decision resumed(CanaryState state, Rollout after, Command.Resume resume, Instant at) {
        Kind kind = after.state() == RolloutState.ROLLED_BACK
                ? Kind.ROLLBACK
                : after.state() == RolloutState.PROMOTED ? Kind.PROMOTE : Kind.HOLD;
        CanaryState resumed =
                state.with(after, null).withDeadlineFrom(at).alarmed(null).foreign(null);
        Said said = new Said(kind, Reason.ORDERED, by("resumed", resume));
        return Verdicts.changed(state, resumed, said, id(state.rollout(), resume, at), at);
    }

    static Decision advance(CanaryState state, Command.Advance advance, Instant at) {
        Rollout rollout = state.rollout();
        if (!state.active()) {
            return Decision.refused(state, "nothing to advance: no rollout of " + advance.canary() + " is active");
        }
        if (rollout.state() == RolloutState.PAUSED) {
            return Decision.refused(state, "it is paused (" + rollout.pause() + "): resume before advancing");
        }
        String id = id(rollout, advance, at);
        String why = by("advanced", advance);
        Rollout after = new Change(at, advance.actor(), why, id).advance(rollout);
        Kind kind = after.state() == RolloutState.PROMOTED ? Kind.PROMOTE : Kind.ADVANCE;
        return ordered(state, after, new Said(kind, Reason.ORDERED, why), id, at);
    }

    static Decision promote(CanaryState state, Command.Promote promote, Instant at) {
        Rollout rollout = state.rollout();
        if (!state.active()) {
            return Decision.refused(state, "nothing to promote: no rollout of " + promote.canary() + " is active");
        }
        if (rollout.pause() == Pause.EXTERNAL_CHANGE) {
            return Decision.refused(state, "somebody else wrote the share: resume, or abort, before promoting");
        }
        String id = id(rollout, promote, at);
        String why = by("promoted", promote);
        Rollout after = new Change(at, promote.actor(), why, id).promote(rollout);
        return ordered(state, after, new Said(Kind.PROMOTE, Reason.ORDERED, why), id, at);
    }

    static Decision abort(CanaryState state, Command.Abort abort, Instant at) {
        Rollout rollout = state.rollout();
        if (rollout == null || rollout.state() == RolloutState.ROLLED_BACK) {
            return Decision.refused(
                    state,
                    "nothing to abort: the share of " + abort.canary() + " is wanted at 0"
                            + (rollout == null || rollout.inForce() ? "" : "; " + rollout.shortfall()));
        }
        String why = by("aborted", abort);
        String id = id(rollout, abort, at);
        Rollout ended = new Change(at, abort.actor(), why, id).rollBack(rollout, true);
        return ordered(state, ended, new Said(Kind.ROLLBACK, Reason.ABORTED, why), id, at);
    }

    private static Decision ordered(CanaryState state, Rollout after, Said said, String id, Instant at) {
        return Verdicts.changed(state, state.with(after, null).foreign(null), said, id, at);
    }

    private static String id(Rollout rollout, Command.Order order, Instant at) {
        return Verdicts.id(rollout, at, "command/" + order.id());
    }

    private static String by(String done, Command.Order order) {
        return done + " by " + Commands.orElse(order.actor(), "somebody")
                + (order.reason() == null ? "" : ": " + order.reason());
    }
}
