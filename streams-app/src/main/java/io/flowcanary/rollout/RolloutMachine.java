package io.flowcanary.rollout;

import io.flowcanary.judge.Counts;
import io.flowcanary.judge.Evidence;
import io.flowcanary.judge.Judge;
import io.flowcanary.judge.Judges;
import io.flowcanary.judge.Look;
import io.flowcanary.record.Command;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The state machine of one canary's rollout. Pure: what follows depends on the state, the command or the counts, and the
 * watermark alone, so
 * the same records give the same rollouts and verdicts however they arrive in batches. It has no clock and keeps nothing.
 */
public final class RolloutMachine {
    private final Commands commands;
    private final Looks looks;

    /** With the judge that each policy names. */
    public RolloutMachine() {
        this(Judges::of);
    }

    /** One that decides alike, and whose verdicts nobody reads: they compare nothing, and leave out the guide's rule. */
    public static RolloutMachine unread() {
        return new RolloutMachine(Judges::of, false);
    }

    RolloutMachine(Function<Policy, Judge> judges) {
        this(judges, true);
    }

    private RolloutMachine(Function<Policy, Judge> judges, boolean read) {
        this.commands = new Commands(judges);
        this.looks = new Looks(judges, read);
    }

    /**
     * What a command changes. One that cannot be followed changes nothing and says why.
     *
     * @param w the W known now; null before the first event
     * @param parameterTaken whether another canary's active rollout moves this SSM parameter
     */
    public Decision command(CanaryState state, Command command, Instant w, Predicate<String> parameterTaken) {
        return commands.command(state, command, w, parameterTaken);
    }

    /**
     * The next whole minute to look at, or nothing while no rollout is active or the watermark has not come to it. Ask
     * again after each
     * look: it may have ended the rollout.
     */
    public Optional<Instant> nextLook(CanaryState state, Instant w) {
        if (!state.active() || w == null) {
            return Optional.empty();
        }
        long next = Math.max(state.judgedTo(), minute(state.rollout().startedAt())) + 1;
        return next <= minute(w) ? Optional.of(Instant.ofEpochSecond(next * 60)) : Optional.empty();
    }

    /**
     * What one look at one whole minute of the watermark changes; nothing while no rollout is active, and at a minute that
     * was judged
     * or that the rollout had not begun before.
     *
     * @param counts the canary's counts at that minute
     */
    public Decision look(CanaryState state, Instant minute, Counts counts) {
        Instant at = minute.truncatedTo(ChronoUnit.MINUTES);
        boolean due = state.active()
                && minute(at) > state.judgedTo()
                && at.isAfter(state.rollout().startedAt());
        return due ? looks.look(state, at, counts) : Decision.nothing(state);
    }

    /**
     * What is said while event time stands still; it changes nothing. Nothing while no rollout is active. At the same
     * watermark it has
     * the same id.
     *
     * @param w the W at which it stands; null before the first event
     */
    public Optional<Verdict> stale(CanaryState state, Instant w) {
        if (!state.active()) {
            return Optional.empty();
        }
        Rollout rollout = state.rollout();
        Instant at = w == null ? rollout.startedAt() : w;
        String explanation = (w == null ? "no event and no heartbeat yet" : "no event and no heartbeat since " + w)
                + ": nothing is decided until one arrives";
        Verdicts.Said said = new Verdicts.Said(Kind.HOLD, Reason.STALE_SOURCE, explanation);
        return Optional.of(Verdicts.verdict(Verdicts.id(rollout, at, "stale"), said, rollout, rollout, at));
    }

    /**
     * A verdict with both versions' figures at its watermark, for those that commands and standstills lead to: no figure
     * decides
     * them, and people want to see them all the same.
     *
     * @param counts the canary's counts at the verdict's watermark
     */
    public Verdict showing(Verdict verdict, Rollout rollout, Counts counts) {
        Look look = new Look(rollout, verdict.judgedAt(), counts, Evidence.NONE);
        return verdict.showing(Verdicts.figures(look));
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 60L);
    }
}
