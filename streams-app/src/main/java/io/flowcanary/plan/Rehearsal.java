package io.flowcanary.plan;

import io.flowcanary.record.Command;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Policy.Metric;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Reason;
import io.flowcanary.rollout.CanaryState;
import io.flowcanary.rollout.Decision;
import io.flowcanary.rollout.RolloutMachine;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * One rollout as chance may have it: the real state machine and judge from the start to the end, on calls that are drawn. Every
 * share is in force at once. The time between two looks is a twentieth of the time gone, or two minutes at least, and the calls
 * between them come in its last minute: so a day takes some eighty looks, and its end is true to 5 %.
 */
final class Rehearsal {
    private static final Instant START = Instant.parse("2026-01-15T09:00:00Z");
    private static final int LOOKS_PER_TIME_GONE = 20;
    private static final int SHORTEST_MINUTES = 2;
    private static final int MINUTES_PER_HOUR = 60;
    private static final String ACTOR = "plan";

    private final Policy policy;
    private final double callsPerMinute;
    private final Map<Metric, Double> stableBad;
    private final Map<Metric, Double> canaryBad;
    private final CallsByChance calls;
    private final RolloutMachine machine = RolloutMachine.unread();
    private CanaryState state = CanaryState.NONE;

    /** How a rollout ended. */
    enum End {
        ROLLED_BACK,
        PROMOTED,
        /** It came to its deadline, whatever it did then. */
        UNDECIDED
    }

    /**
     * @param minutes after the start
     * @param canaryCalls that had come by then
     */
    record Ending(End end, long minutes, long canaryCalls) {}

    private Rehearsal(Policy policy, double callsPerHour, Baselines baselines, Harm harm, Chance chance) {
        this.policy = policy;
        callsPerMinute = callsPerHour / MINUTES_PER_HOUR;
        calls = new CallsByChance(chance);
        stableBad = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            stableBad.put(metric, baselines.bad(metric));
        }
        canaryBad = new EnumMap<>(stableBad);
        if (harm != null) {
            canaryBad.computeIfPresent(harm.metric(), (metric, stable) -> harm.canaryBad(stable));
        }
    }

    /**
     * Plays one.
     *
     * @param harm what is wrong with the canary; null when it is like stable
     */
    static Ending of(Policy policy, double callsPerHour, Baselines baselines, Harm harm, Chance chance) {
        return new Rehearsal(policy, callsPerHour, baselines, harm, chance).play();
    }

    private Ending play() {
        long start = START.getEpochSecond() / 60;
        long window = policy.window().toMinutes();
        calls.draw(policy.versions().stable(), start - 1, window * callsPerMinute, stableBad);
        take(machine.command(
                state,
                new Command.Start(ACTOR, policy.canary(), START, ACTOR, null, policy, null),
                START,
                taken -> false));
        confirm(START);
        long deadline = start + (policy.deadline().after().toSeconds() + 59) / 60;
        long minute = start;
        while (true) {
            long next = Math.min(deadline, minute + Math.max(SHORTEST_MINUTES, (minute - start) / LOOKS_PER_TIME_GONE));
            draw(next - 1, (next - minute) * callsPerMinute);
            minute = next;
            Instant at = Instant.ofEpochSecond(minute * 60);
            Verdict verdict = take(machine.look(state, at, calls));
            if (verdict.reason() == Reason.DEADLINE || !state.active()) {
                return new Ending(
                        end(verdict),
                        minute - start,
                        calls.all(policy.versions().canary()));
            }
            confirm(at);
        }
    }

    private void draw(long minute, double expected) {
        double share = state.rollout().share() / 100.0;
        calls.draw(policy.versions().stable(), minute, (1 - share) * expected, stableBad);
        calls.draw(policy.versions().canary(), minute, share * expected, canaryBad);
    }

    private End end(Verdict verdict) {
        if (verdict.reason() == Reason.DEADLINE) {
            return End.UNDECIDED;
        }
        return state.rollout().state() == RolloutState.PROMOTED ? End.PROMOTED : End.ROLLED_BACK;
    }

    private void confirm(Instant at) {
        Rollout rollout = state.rollout();
        if (rollout.confirmedAt() == null) {
            take(machine.command(
                    state,
                    new Command.Applied(ACTOR, policy.canary(), at, ACTOR, null, rollout.epoch(), rollout.share(), 0),
                    at,
                    taken -> false));
        }
    }

    /** What it says; null when it says nothing. */
    private Verdict take(Decision decision) {
        decision.refusal().ifPresent(why -> {
            throw new IllegalStateException(why);
        });
        state = decision.state();
        return decision.verdicts().isEmpty() ? null : decision.verdicts().get(0);
    }
}
