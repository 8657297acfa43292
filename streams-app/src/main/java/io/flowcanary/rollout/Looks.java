package io.flowcanary.rollout;

import io.flowcanary.judge.Counts;
import io.flowcanary.judge.Fitness;
import io.flowcanary.judge.Judge;
import io.flowcanary.judge.Look;
import io.flowcanary.judge.Opinion;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Rollout.Pause;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import io.flowcanary.rollout.Verdicts.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * What one look at an active rollout leads to. In this order: a stranger's hand on the parameter stops everything, harm rolls back,
 * the deadline does what it is set to do, a pause and then the judge's doubt hold, and fitness must last for the bake.
 */
final class Looks {
    private static final String ACTOR = "flow-canary";

    private final Function<Policy, Judge> judges;

    Looks(Function<Policy, Judge> judges) {
        this.judges = judges;
    }

    Decision look(CanaryState state, Instant at, Counts counts) {
        Rollout rollout = state.rollout();
        Look look = new Look(rollout.policy(), at, rollout.evidenceSince(), counts);
        Opinion opinion = judges.apply(rollout.policy()).opinion(look);
        String id = Verdicts.id(rollout, at, "look");

        Ruling ruling = ruling(state, opinion, at, id);

        Verdict verdict = Verdicts.verdict(
                id, ruling.said(), rollout, ruling.after(), at, Verdicts.figures(look), opinion.guardrails());
        return Decision.of(state, state.with(ruling.after(), ruling.fitSince()), verdict);
    }

    /** What is said, the rollout after it, and since when the canary counts as fit. */
    private record Ruling(Said said, Rollout after, Instant fitSince) {}

    private static Ruling ruling(CanaryState state, Opinion opinion, Instant at, String id) {
        Rollout rollout = state.rollout();
        if (rollout.pause() == Pause.EXTERNAL_CHANGE) {
            return hold(
                    rollout,
                    Reason.EXTERNAL_CHANGE,
                    "somebody else wrote the share: nothing is written until resumed; " + opinion.explanation());
        }
        if (opinion.fitness() == Fitness.HARMFUL) {
            Change change = new Change(at, ACTOR, opinion.explanation(), id);
            return ended(Kind.ROLLBACK, opinion.reason(), change, change.rollBack(rollout, false));
        }
        if (rollout.state() == RolloutState.PAUSED) {
            return hold(rollout, Reason.PAUSED, "paused: resume or abort; " + opinion.explanation());
        }
        if (!at.isBefore(state.deadlineFrom().plus(rollout.policy().deadline().after()))) {
            return deadline(rollout, opinion, at, id);
        }
        if (opinion.fitness() == Fitness.UNDECIDED) {
            return hold(rollout, opinion.reason(), opinion.explanation());
        }
        if (rollout.confirmedAt() == null) {
            return hold(
                    rollout,
                    Reason.BAKING,
                    "healthy; waiting for the share of " + rollout.share() + " % to be in force");
        }
        return fit(state, at, id);
    }

    private static Ruling deadline(Rollout rollout, Opinion opinion, Instant at, String id) {
        Policy.Deadline deadline = rollout.policy().deadline();
        String passed = "not decided within " + minutes(deadline.after()) + " minutes";
        String why = passed + "; " + opinion.explanation();
        Change change = new Change(at, ACTOR, why, id);
        return switch (deadline.then()) {
            case HOLD -> ended(Kind.HOLD, Reason.DEADLINE, change, change.pause(rollout, Pause.DEADLINE));
            case ROLLBACK -> ended(Kind.ROLLBACK, Reason.DEADLINE, change, change.rollBack(rollout, false));
            case PROMOTE -> ended(Kind.PROMOTE, Reason.DEADLINE, change, change.promote(rollout));
        };
    }

    private static Ruling fit(CanaryState state, Instant at, String id) {
        Rollout rollout = state.rollout();
        Instant since = state.fitSince() == null ? later(at, rollout.confirmedAt()) : state.fitSince();
        Duration bake = rollout.policy().bake();
        Duration healthy = at.isBefore(since) ? Duration.ZERO : Duration.between(since, at);
        if (healthy.compareTo(bake) < 0) {
            String why = "healthy for " + healthy.toMinutes() + " of " + minutes(bake) + " minutes at "
                    + rollout.share() + " %";
            return new Ruling(new Said(Kind.HOLD, Reason.BAKING, why), rollout, since);
        }
        int next = rollout.policy().steps().get(rollout.step() + 1);
        String why =
                "healthy for " + healthy.toMinutes() + " minutes at " + rollout.share() + " %: on to " + next + " %";
        Change change = new Change(at, ACTOR, why, id);
        Rollout after = change.advance(rollout);
        Kind kind = after.state() == RolloutState.PROMOTED ? Kind.PROMOTE : Kind.ADVANCE;
        return ended(kind, Reason.HEALTHY, change, after);
    }

    /** The end of what was: whatever comes next must show its own healthy time. */
    private static Ruling ended(Kind kind, Reason reason, Change change, Rollout after) {
        return new Ruling(new Said(kind, reason, change.why()), after, null);
    }

    private static Ruling hold(Rollout rollout, Reason reason, String why) {
        return new Ruling(new Said(Kind.HOLD, reason, why), rollout, null);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Begun minutes count as whole ones. */
    private static long minutes(Duration duration) {
        return duration.plusSeconds(59).toMinutes();
    }
}
