package io.flowcanary.rollout;

import io.flowcanary.judge.Judges;
import io.flowcanary.judge.Look;
import io.flowcanary.policy.PolicyRevision;
import io.flowcanary.record.Command;
import io.flowcanary.record.InvalidPolicyException;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Rollout.Pause;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** What follows from a command. Each takes effect at one event time: its own, or W when that is later. */
final class Commands {
    private final CanaryState state;
    private final Instant at;
    private final Function<Rollout, Look> look;
    private final Predicate<String> parameterTaken;

    /**
     * @param at when the command takes effect
     * @param look a look at a rollout's figures at that time
     * @param parameterTaken whether another canary's active rollout moves this parameter
     */
    Commands(CanaryState state, Instant at, Function<Rollout, Look> look, Predicate<String> parameterTaken) {
        this.state = state;
        this.at = at;
        this.look = look;
        this.parameterTaken = parameterTaken;
    }

    Step obey(Command command) {
        if (state.obeyed().contains(command.id())) {
            return Step.unchanged(state);
        }
        Step step = decide(command);
        return new Step(step.state().obeying(command.id()), step.rollout(), step.verdict(), step.refusal());
    }

    private Step decide(Command command) {
        if (command instanceof Command.Start start) {
            return start(start);
        }
        if (state.rollout() == null) {
            return Step.refused(state, "'" + command.canary() + "' never had a rollout: start one first");
        }
        if (command instanceof Command.Abort abort) {
            return abort(abort);
        }
        if (command instanceof Command.Resume resume) {
            return resume(resume);
        }
        if (command instanceof Command.Applied applied) {
            return applied(applied);
        }
        if (command instanceof Command.ExternalChange change) {
            return externalChange(change);
        }
        throw new IllegalStateException("no rule for " + command);
    }

    private Step start(Command.Start start) {
        if (state.active()) {
            return Step.refused(state, "a rollout of '" + start.canary() + "' is active: abort it first");
        }
        if (parameterTaken.test(start.policy().parameter())) {
            return Step.refused(
                    state, "another active rollout moves " + start.policy().parameter() + ": wait for its end");
        }
        if (!start.canary().equals(start.policy().canary())) {
            return Step.refused(state, "the policy is for '" + start.policy().canary() + "'");
        }
        try {
            Judges.of(start.policy());
        } catch (InvalidPolicyException e) {
            return Step.refused(state, e.getMessage());
        }
        long epoch = state.rollout() == null ? 1 : state.rollout().epoch() + 1;
        Rollout fresh = new Rollout(
                start.canary(),
                start.policy(),
                PolicyRevision.of(start.policy()),
                RolloutState.BAKING,
                null,
                0,
                start.policy().steps().get(0),
                epoch,
                false,
                at,
                at,
                start.policy().dryRun() ? at : null,
                at,
                start.actor(),
                start.reason(),
                null);
        CanaryState started = state.with(fresh)
                .judgedTo(Math.floorDiv(at.toEpochMilli(), 60_000))
                .fitSince(null)
                .deadlineSince(at);
        return new Step(started, fresh, null, null);
    }

    private Step abort(Command.Abort abort) {
        Rollout rollout = state.rollout();
        if (rollout.state() == RolloutState.ROLLED_BACK) {
            return Step.refused(state, "the share of '" + abort.canary() + "' is 0 already");
        }
        String why = abort.reason() == null ? "aborted by " + abort.actor() : abort.reason();
        String id = Verdicts.commandId(rollout.canary(), at, abort.id());
        Rollout aborted = new Change(rollout, at, abort.actor(), why)
                .wants(RolloutState.ROLLED_BACK, rollout.step(), 0)
                .overriding()
                .because(id)
                .rollout();
        return new Step(
                state.with(aborted).fitSince(null),
                aborted,
                verdict(id, Kind.ROLLBACK, Reason.ABORTED, why, rollout, aborted),
                null);
    }

    private Step resume(Command.Resume resume) {
        Rollout rollout = state.rollout();
        if (rollout.state() != RolloutState.PAUSED) {
            return Step.refused(state, "'" + resume.canary() + "' is " + rollout.state() + ", not PAUSED");
        }
        Rollout resumed = new Change(rollout, at, resume.actor(), resume.reason())
                .wants(RolloutState.BAKING, rollout.step(), rollout.share())
                .rollout();
        return new Step(state.with(resumed).fitSince(null).deadlineSince(at), resumed, null, null);
    }

    private Step applied(Command.Applied applied) {
        Rollout rollout = state.rollout();
        if (applied.epoch() != rollout.epoch() || applied.share() != rollout.share() || rollout.confirmedAt() != null) {
            return Step.unchanged(state);
        }
        Rollout confirmed = new Change(
                        rollout, at, applied.actor(), "the share of " + applied.share() + " % is in force")
                .confirmed()
                .because(rollout.verdictId())
                .rollout();
        return new Step(state.with(confirmed), confirmed, null, null);
    }

    private Step externalChange(Command.ExternalChange change) {
        Rollout rollout = state.rollout();
        if (change.epoch() != rollout.epoch() || rollout.pause() == Pause.EXTERNAL_CHANGE) {
            return Step.unchanged(state);
        }
        String why = "somebody else wrote '" + change.value() + "' to "
                + rollout.policy().parameter() + " (version " + change.parameterVersion() + ")";
        String id = Verdicts.commandId(rollout.canary(), at, change.id());
        if (!state.active()) {
            // After the end the share is asserted once; later drift is told and not fought.
            return new Step(state, null, verdict(id, Kind.HOLD, Reason.EXTERNAL_CHANGE, why, rollout, rollout), null);
        }
        Rollout paused = new Change(rollout, at, change.actor(), why)
                .pausedFor(Pause.EXTERNAL_CHANGE)
                .because(id)
                .rollout();
        return new Step(
                state.with(paused), paused, verdict(id, Kind.HOLD, Reason.EXTERNAL_CHANGE, why, rollout, paused), null);
    }

    private Verdict verdict(String id, Kind kind, Reason reason, String why, Rollout before, Rollout after) {
        return Verdicts.of(id, kind, reason, why, before, after, look.apply(after), List.of());
    }
}
