package io.flowcanary.rollout;

import io.flowcanary.judge.Judges;
import io.flowcanary.judge.Look;
import io.flowcanary.judge.Opinion;
import io.flowcanary.judge.Opinion.Fitness;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Rollout.Pause;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import java.time.Duration;
import java.time.Instant;

/** What follows from one look at a canary: abort aside, harm comes first, then holds, then the way up. */
final class Looks {
    private static final String ACTOR = "flow-canary";

    private Looks() {}

    /** The state must be active, and the look at a later minute than the last. */
    static Step at(CanaryState state, Look look) {
        Rollout rollout = state.rollout();
        Opinion opinion = Judges.of(rollout.policy()).opinion(look);
        CanaryState judged = state.judgedTo(Math.floorDiv(look.at().toEpochMilli(), 60_000));
        judged = judged.fitSince(fitSince(judged, opinion, look.at()));

        if (rollout.pause() == Pause.EXTERNAL_CHANGE) {
            return hold(
                    judged,
                    look,
                    opinion,
                    Reason.EXTERNAL_CHANGE,
                    "somebody else wrote the parameter; resume to go on");
        }
        if (opinion.fitness() == Fitness.HARMFUL) {
            return end(judged, look, opinion, Kind.ROLLBACK, Reason.GUARDRAIL, opinion.explanation());
        }
        if (rollout.pause() == Pause.DEADLINE) {
            return hold(judged, look, opinion, Reason.PAUSED, "the deadline has passed; resume or abort");
        }
        Policy.Deadline deadline = rollout.policy().deadline();
        if (!look.at().isBefore(state.deadlineSince().plus(deadline.after()))) {
            return deadline(judged, look, opinion, deadline);
        }
        if (opinion.fitness() == Fitness.UNDECIDED) {
            return hold(judged, look, opinion, opinion.reason(), opinion.explanation());
        }
        return fit(judged, look, opinion);
    }

    /** Fitness counts from when it was first seen, but not from before the share was in force. */
    private static Instant fitSince(CanaryState state, Opinion opinion, Instant at) {
        Instant confirmedAt = state.rollout().confirmedAt();
        if (opinion.fitness() != Fitness.FIT || confirmedAt == null) {
            return null;
        }
        return state.fitSince() != null ? state.fitSince() : later(confirmedAt, at);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Step fit(CanaryState state, Look look, Opinion opinion) {
        Rollout rollout = state.rollout();
        if (state.fitSince() == null) {
            return hold(
                    state,
                    look,
                    opinion,
                    Reason.BAKING,
                    "waiting for the share of " + rollout.share() + " % to be in force");
        }
        Duration healthy = Duration.between(state.fitSince(), look.at());
        Duration bake = rollout.policy().bake();
        if (healthy.compareTo(bake) < 0) {
            String why = "healthy for " + healthy.toMinutes() + " of " + bake.toMinutes() + " minutes; "
                    + opinion.explanation();
            return hold(state, look, opinion, Reason.BAKING, why);
        }
        String why = "healthy for " + bake.toMinutes() + " minutes; " + opinion.explanation();
        int next = rollout.step() + 1;
        if (rollout.policy().steps().get(next) == 100) {
            return end(state, look, opinion, Kind.PROMOTE, Reason.HEALTHY, why);
        }
        String id = Verdicts.lookId(rollout.canary(), look.at());
        Rollout advanced = new Change(rollout, look.at(), ACTOR, why)
                .wants(RolloutState.BAKING, next, rollout.policy().steps().get(next))
                .because(id)
                .rollout();
        return new Step(
                state.with(advanced).fitSince(null),
                advanced,
                Verdicts.of(id, Kind.ADVANCE, Reason.HEALTHY, why, rollout, advanced, look, opinion.guardrails()),
                null);
    }

    private static Step deadline(CanaryState state, Look look, Opinion opinion, Policy.Deadline deadline) {
        String why = "not ended within " + deadline.after();
        return switch (deadline.then()) {
            case ROLLBACK -> end(state, look, opinion, Kind.ROLLBACK, Reason.DEADLINE, why);
            case PROMOTE -> end(state, look, opinion, Kind.PROMOTE, Reason.DEADLINE, why);
            case HOLD -> {
                String id = Verdicts.lookId(state.rollout().canary(), look.at());
                Rollout paused = new Change(state.rollout(), look.at(), ACTOR, why)
                        .pausedFor(Pause.DEADLINE)
                        .because(id)
                        .rollout();
                Verdict verdict = Verdicts.of(
                        id, Kind.HOLD, Reason.DEADLINE, why, state.rollout(), paused, look, opinion.guardrails());
                yield new Step(state.with(paused), paused, verdict, null);
            }
        };
    }

    private static Step hold(CanaryState state, Look look, Opinion opinion, Reason reason, String why) {
        String id = Verdicts.lookId(state.rollout().canary(), look.at());
        return new Step(state, null, Verdicts.hold(id, opinion, reason, why, state.rollout(), look), null);
    }

    private static Step end(CanaryState state, Look look, Opinion opinion, Kind kind, Reason reason, String why) {
        Rollout rollout = state.rollout();
        String id = Verdicts.lookId(rollout.canary(), look.at());
        Change change = new Change(rollout, look.at(), ACTOR, why);
        int last = rollout.policy().steps().size() - 1;
        Rollout ended = (kind == Kind.PROMOTE
                        ? change.wants(RolloutState.PROMOTED, last, 100)
                        : change.wants(RolloutState.ROLLED_BACK, rollout.step(), 0))
                .because(id)
                .rollout();
        Verdict verdict = Verdicts.of(id, kind, reason, why, rollout, ended, look, opinion.guardrails());
        return new Step(state.with(ended).fitSince(null), ended, verdict, null);
    }
}
