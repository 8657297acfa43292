package io.flowcanary.rollout;

import io.flowcanary.judge.Counts;
import io.flowcanary.judge.Look;
import io.flowcanary.judge.Opinion;
import io.flowcanary.record.Command;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * The state machine of one canary: what commands and looks make of its state. Pure: the same inputs in the same order give
 * the same rollouts and verdicts, however they were batched.
 */
public final class RolloutMachine {
    private static final long MINUTE = 60_000;

    private final LongFunction<Counts> counts;

    /** @param counts what is certain at a W, in epoch milliseconds */
    public RolloutMachine(LongFunction<Counts> counts) {
        this.counts = counts;
    }

    /**
     * Obeys a command, once however often it comes.
     *
     * @param w the event time up to which all is counted, epoch milliseconds; empty when not known
     * @param parameterTaken whether another canary's active rollout moves this parameter
     */
    public Step obey(CanaryState state, Command command, OptionalLong w, Predicate<String> parameterTaken) {
        Instant at = command.at();
        if (w.isPresent() && w.getAsLong() > at.toEpochMilli()) {
            at = Instant.ofEpochMilli(w.getAsLong());
        }
        Instant effective = at;
        return new Commands(state, effective, rollout -> look(rollout, effective), parameterTaken).obey(command);
    }

    /**
     * Judges every whole minute up to W that has not been judged, in order, while the rollout is active.
     *
     * @param minute W in whole minutes since the epoch
     * @param steps takes each look's step; the next look begins from its state
     */
    public void judge(CanaryState state, long minute, Consumer<Step> steps) {
        CanaryState now = state;
        while (now.active() && now.judgedTo() < minute) {
            Instant at = Instant.ofEpochMilli((now.judgedTo() + 1) * MINUTE);
            Step step = Looks.at(now, look(now.rollout(), at));
            steps.accept(step);
            now = step.state();
        }
    }

    /** The verdict while W stands still: it changes nothing. */
    public Verdict stale(CanaryState state, OptionalLong w) {
        Rollout rollout = state.rollout();
        Instant at = w.isPresent() ? Instant.ofEpochMilli(w.getAsLong()) : rollout.startedAt();
        Opinion none = new Opinion(Opinion.Fitness.UNDECIDED, Verdict.Reason.STALE_SOURCE, "", List.of());
        return Verdicts.hold(
                Verdicts.lookId(rollout.canary(), at) + "/stale",
                none,
                Verdict.Reason.STALE_SOURCE,
                "neither events nor heartbeats move event time past " + at + ": look at the bridge and its source",
                rollout,
                look(rollout, at));
    }

    private Look look(Rollout rollout, Instant at) {
        return new Look(rollout.policy(), at, rollout.evidenceSince(), counts.apply(at.toEpochMilli()));
    }
}
