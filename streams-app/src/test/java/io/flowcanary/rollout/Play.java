package io.flowcanary.rollout;

import io.flowcanary.judge.Fitness;
import io.flowcanary.judge.FixedCounts;
import io.flowcanary.judge.Judge;
import io.flowcanary.judge.Look;
import io.flowcanary.judge.Opinion;
import io.flowcanary.record.Command;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.ShareTrouble;
import io.flowcanary.record.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Plays commands and looks on one canary, minute by minute from 09:00, with a judge that says what the test wants. */
final class Play {
    static final Instant NINE = Instant.parse("2026-01-15T09:00:00Z");

    final List<Rollout> rollouts = new ArrayList<>();
    final List<Verdict> verdicts = new ArrayList<>();
    final Set<String> taken = new TreeSet<>();
    CanaryState state = CanaryState.NONE;
    Decision last;

    private final RolloutMachine machine = new RolloutMachine(policy -> new Scripted());
    private Fitness fitness = Fitness.FIT;
    private Instant w = NINE;
    private int commands;

    /** Started at 09:00 with this policy, its first share in force at once. */
    static Play begun(Policy policy) {
        Play play = new Play();
        play.start(policy);
        play.applied();
        return play;
    }

    Play judge(Fitness said) {
        fitness = said;
        return this;
    }

    /** One look at each of the next minutes. */
    Play minutes(int count) {
        for (int i = 0; i < count; i++) {
            w = w.plusSeconds(60);
            accept(machine.look(state, w, new FixedCounts()));
        }
        return this;
    }

    /** Time passes without a look. */
    Play skip(int minutes) {
        w = w.plusSeconds(60L * minutes);
        return this;
    }

    /** One look at the minute where time stands, once more. */
    Play lookAgain() {
        return accept(machine.look(state, w, new FixedCounts()));
    }

    Play start(Policy policy) {
        return command(new Command.Start(id(), "main-ivr", w, "kim", "new menu", policy, null));
    }

    Play abort() {
        return command(new Command.Abort(id(), "main-ivr", w, "kim", "looks bad"));
    }

    Play resume() {
        return command(new Command.Resume(id(), "main-ivr", w, "kim", "checked", false));
    }

    Play restart() {
        return command(new Command.Restart(id(), "main-ivr", w, "kim", "again"));
    }

    Play pause() {
        return command(new Command.Pause(id(), "main-ivr", w, "kim", "lunch"));
    }

    Play adopt() {
        return command(new Command.Resume(id(), "main-ivr", w, "kim", "agreed", true));
    }

    Play advance() {
        return command(new Command.Advance(id(), "main-ivr", w, "kim", "good enough"));
    }

    Play promote() {
        return command(new Command.Promote(id(), "main-ivr", w, "kim", "all of it"));
    }

    Play changePolicy(Policy policy) {
        return command(new Command.ChangePolicy(id(), "main-ivr", w, "kim", "narrower", policy));
    }

    Play lease(int minutes) {
        return command(new Command.Lease(id(), "main-ivr", w, "ci", "deploy", Duration.ofMinutes(minutes)));
    }

    Play release(long lease) {
        return command(new Command.Release(id(), "main-ivr", w, "ci", null, lease));
    }

    Play applied() {
        return applied(rollout().epoch(), rollout().share());
    }

    Play applied(long epoch, int share) {
        return command(new Command.Applied(id(), "main-ivr", w, "flow-canary", null, epoch, share, 7));
    }

    /** The keeper reports that what it has tried for long is not there. */
    Play lacking(String held) {
        return lacking(rollout().epoch(), held, "too-many-versions");
    }

    Play lacking(long epoch, String held, String cause) {
        int share = rollout() == null ? 0 : rollout().share();
        ShareTrouble trouble = new ShareTrouble(w, held, cause, "Code", "refused, " + cause, "mend it");
        return command(new Command.NotInForce(id(), "main-ivr", w, "flow-canary", null, epoch, share, trouble));
    }

    Play strangerWrites() {
        return strangerWrites(rollout().epoch());
    }

    Play strangerWrites(long epoch) {
        return strangerWrites(epoch, "50");
    }

    Play strangerWrites(long epoch, String value) {
        return command(new Command.ExternalChange(id(), "main-ivr", w, "unknown", null, epoch, value, 8));
    }

    Play command(Command command) {
        return accept(machine.command(state, command, w, taken::contains));
    }

    Rollout rollout() {
        return state.rollout();
    }

    Verdict verdict() {
        return verdicts.get(verdicts.size() - 1);
    }

    Instant now() {
        return w;
    }

    String id() {
        return "k-" + commands++;
    }

    private Play accept(Decision decision) {
        last = decision;
        state = decision.state();
        decision.rollout().ifPresent(rollouts::add);
        verdicts.addAll(decision.verdicts());
        return this;
    }

    private final class Scripted implements Judge {
        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public Opinion opinion(Look look) {
            return switch (fitness) {
                case FIT -> said(Verdict.Reason.HEALTHY, "within the margins");
                case UNDECIDED -> said(Verdict.Reason.MIN_CALLS, "3 of 20");
                case HARMFUL -> said(Verdict.Reason.GUARDRAIL, "6.0 points worse");
            };
        }

        private Opinion said(Verdict.Reason reason, String explanation) {
            return new Opinion(fitness, List.of(reason), explanation, List::of);
        }
    }
}
