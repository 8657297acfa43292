package io.flowcanary.rollout;

import io.flowcanary.judge.Counts;
import io.flowcanary.judge.Fitness;
import io.flowcanary.judge.Judge;
import io.flowcanary.judge.Judges;
import io.flowcanary.judge.Look;
import io.flowcanary.judge.Opinion;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Policy.JudgeName;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Rollout.Pause;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Comparison;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import io.flowcanary.rollout.Verdicts.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What one look at an active rollout leads to. In this order: somebody else's write to the parameter stops everything, harm rolls
 * back, a newly published flow pauses, the deadline does what it is set to do; a pause, a share that SSM does not take, and then the
 * judge's doubt hold.
 */
final class Looks {
    private static final String ACTOR = "flow-canary";
    /** Holds that end only when somebody fixes something: they raise one alert. */
    private static final Set<Reason> ALARMS = EnumSet.of(Reason.SPLIT_MISMATCH, Reason.GATE_NOT_RANDOM);

    private final Function<Policy, Judge> judges;
    private final boolean read;

    /** @param read whether somebody reads the verdicts: what decides nothing is worked out only then */
    Looks(Function<Policy, Judge> judges, boolean read) {
        this.judges = judges;
        this.read = read;
    }

    Decision look(CanaryState before, Instant at, Counts counts) {
        Look look = Look.of(before.rollout(), at, counts, before.evidence());
        CanaryState state = before.judged(Math.floorDiv(at.getEpochSecond(), 60L), look.evidence());
        Policy policy = look.policy();
        Opinion opinion = judges.apply(policy).opinion(look);
        boolean same = policy.judge() == JudgeName.THRESHOLD || !read;
        Opinion plain = same ? opinion : Judges.THRESHOLD.opinion(look);
        Bake bake = Bake.of(state, plain, at);
        String id = Verdicts.id(look.rollout(), at, "look");

        Ruling ruling = new Looking(look, opinion, bake, id).ruling();

        Reason alarm = ruling.said().reasons().stream()
                .filter(ALARMS::contains)
                .findFirst()
                .orElse(null);
        List<Comparison> compared = read ? opinion.guardrails() : List.of();
        boolean changed = !ruling.after().equals(look.rollout());
        boolean told = changed || (alarm != null && alarm != state.alarm());
        Verdict verdict =
                Verdicts.verdict(id, ruling.said(), look, ruling.after(), told, compared, bake.verdict(plain, look));
        Instant fitSince = changed ? null : bake.fitSince();
        return Decision.of(before, state.with(ruling.after(), fitSince).alarmed(alarm), verdict);
    }

    /** What is said, and the rollout after it. */
    private record Ruling(Said said, Rollout after) {}

    private record Looking(Look look, Opinion opinion, Bake bake, String id) {
        Ruling ruling() {
            Rollout rollout = look.rollout();
            if (rollout.pause() == Pause.EXTERNAL_CHANGE) {
                return held(Reason.EXTERNAL_CHANGE, "somebody else wrote the share: nothing is written until resumed");
            }
            if (opinion.fitness() == Fitness.HARMFUL) {
                Change change = change(opinion.explanation());
                return ended(Kind.ROLLBACK, opinion.reason(), change, change.rollBack(rollout, false));
            }
            if (rollout.state() == RolloutState.PAUSED) {
                return rollout.pause() == Pause.FLOW_CHANGED
                        ? held(
                                Reason.FLOW_CHANGED,
                                "the flow was published again: resume to judge the new version, or abort")
                        : held(Reason.PAUSED, "paused: resume or abort");
            }
            if (look.evidence().flow().changed() != null) {
                Change change = change("the flow was published again: "
                        + look.evidence().flow().changed() + " takes calls that were judged as another version's");
                return ended(Kind.HOLD, Reason.FLOW_CHANGED, change, change.pause(rollout, Pause.FLOW_CHANGED));
            }
            if (bake.deadlinePassed()) {
                return deadline();
            }
            if (rollout.notInForce() != null) {
                return new Ruling(new Said(Kind.HOLD, Reason.NOT_IN_FORCE, rollout.shortfall()), rollout);
            }
            if (opinion.fitness() == Fitness.UNDECIDED) {
                return undecided();
            }
            boolean waits = rollout.policy().judge() == JudgeName.THRESHOLD && !bake.done();
            return waits ? new Ruling(new Said(Kind.HOLD, Reason.BAKING, bake.text()), rollout) : goOn();
        }

        /** Where no call can have come to the canary yet, that none did says nothing about the gate. */
        private Ruling undecided() {
            boolean tooSoon =
                    opinion.reason() == Reason.NO_DATA && look.rollout().confirmedAt() == null;
            Said said = tooSoon
                    ? new Said(Kind.HOLD, Reason.BAKING, waiting(look.rollout()))
                    : new Said(Kind.HOLD, opinion.reasons(), opinion.explanation());
            return new Ruling(said, look.rollout());
        }

        private Ruling goOn() {
            Rollout rollout = look.rollout();
            int next = rollout.policy().steps().get(rollout.step() + 1);
            String healthy = rollout.policy().judge() == JudgeName.THRESHOLD ? bake.text() : opinion.explanation();
            Change change = change(healthy + ": on to " + next + " %");
            Rollout after = change.advance(rollout);
            Kind kind = after.state() == RolloutState.PROMOTED ? Kind.PROMOTE : Kind.ADVANCE;
            return ended(kind, Reason.HEALTHY, change, after);
        }

        private Ruling deadline() {
            Rollout rollout = look.rollout();
            Policy.Deadline deadline = rollout.policy().deadline();
            Change change = change(
                    "not decided within " + Bake.minutes(deadline.after()) + " minutes; " + opinion.explanation());
            return switch (deadline.then()) {
                case HOLD -> ended(Kind.HOLD, Reason.DEADLINE, change, change.pause(rollout, Pause.DEADLINE));
                case ROLLBACK -> ended(Kind.ROLLBACK, Reason.DEADLINE, change, change.rollBack(rollout, false));
                case PROMOTE -> ended(Kind.PROMOTE, Reason.DEADLINE, change, change.promote(rollout));
            };
        }

        /** Held for a reason of the rollout's; what the judge has against going on stands behind it. */
        private Ruling held(Reason reason, String why) {
            List<Reason> reasons = new ArrayList<>(List.of(reason));
            if (opinion.fitness() == Fitness.UNDECIDED) {
                reasons.addAll(opinion.reasons());
            }
            return new Ruling(new Said(Kind.HOLD, reasons, why + "; " + opinion.explanation()), look.rollout());
        }

        private Change change(String why) {
            return new Change(look.at(), ACTOR, why, id);
        }

        private static Ruling ended(Kind kind, Reason reason, Change change, Rollout after) {
            return new Ruling(new Said(kind, reason, change.why()), after);
        }
    }

    private static String waiting(Rollout rollout) {
        return "waiting for the share of " + rollout.share() + " % to be in force";
    }

    /**
     * How long the guide's rule has found the canary fit.
     *
     * @param fitSince null while it does not, or while the share is not in force
     */
    private record Bake(Rollout rollout, Instant at, Instant fitSince, Instant deadline) {
        static Bake of(CanaryState state, Opinion plain, Instant at) {
            Rollout rollout = state.rollout();
            Instant deadline =
                    state.deadlineFrom().plus(rollout.policy().deadline().after());
            boolean fit = plain.fitness() == Fitness.FIT
                    && rollout.confirmedAt() != null
                    && rollout.notInForce() == null
                    && rollout.state() == RolloutState.BAKING;
            Instant since = state.fitSince() != null ? state.fitSince() : at;
            return new Bake(rollout, at, fit ? later(since, rollout.confirmedAt()) : null, deadline);
        }

        boolean deadlinePassed() {
            return !at.isBefore(deadline);
        }

        boolean done() {
            return fitSince != null && healthy().compareTo(rollout.policy().bake()) >= 0;
        }

        String text() {
            if (fitSince == null) {
                return "healthy; " + waiting(rollout);
            }
            String of = done() ? "" : " of " + minutes(rollout.policy().bake());
            return "healthy for " + healthy().toMinutes() + of + " minutes at " + rollout.share() + " %";
        }

        /** What the guide's rule would have done. */
        Verdict.Threshold verdict(Opinion plain, Look look) {
            return switch (plain.fitness()) {
                case HARMFUL -> new Verdict.Threshold(Kind.ROLLBACK, plain.reason(), plain.explanation());
                case UNDECIDED -> new Verdict.Threshold(Kind.HOLD, plain.reason(), plain.explanation());
                case FIT -> {
                    boolean last = rollout.step() >= rollout.policy().steps().size() - 2;
                    yield done()
                            ? new Verdict.Threshold(last ? Kind.PROMOTE : Kind.ADVANCE, Reason.HEALTHY, text())
                            : new Verdict.Threshold(Kind.HOLD, Reason.BAKING, text());
                }
            };
        }

        /** Begun minutes count as whole ones. */
        static long minutes(Duration duration) {
            return duration.plusSeconds(59).toMinutes();
        }

        private Duration healthy() {
            return at.isBefore(fitSince) ? Duration.ZERO : Duration.between(fitSince, at);
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }
}
