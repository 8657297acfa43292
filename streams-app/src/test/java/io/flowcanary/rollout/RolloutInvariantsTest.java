package io.flowcanary.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.judge.Fitness;
import io.flowcanary.policy.Policies;
import io.flowcanary.record.Command;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class RolloutInvariantsTest {
    private static final List<Policy> POLICIES =
            List.of(policy("hold", false), policy("rollback", false), policy("promote", false), policy("hold", true));

    enum Act {
        START,
        ABORT,
        RESTART,
        PAUSE,
        RESUME,
        ADOPT,
        ADVANCE,
        PROMOTE,
        CHANGE_POLICY,
        LEASE,
        RELEASE,
        START_WITH_LEASE,
        APPLIED,
        OLD_APPLIED,
        STRANGER,
        OLD_STRANGER,
        LACKING,
        OLD_LACKING,
        FIT_MINUTES,
        UNDECIDED_MINUTE,
        HARMFUL_MINUTE,
        SKIP,
        SAME_MINUTE
    }

    @Property
    void noSequenceOfCommandsAndLooksBreaksARollout(
            @ForAll("plays") List<Act> acts, @ForAll("policies") Policy policy) {
        Play play = new Play();

        for (Act act : acts) {
            CanaryState before = play.state;
            int told = play.verdicts.size();
            perform(play, act, policy);
            check(before, play, act, policy, play.verdicts.subList(told, play.verdicts.size()));
        }

        assertThat(play.verdicts).extracting(Verdict::id).doesNotHaveDuplicates();
        Play replay = new Play();
        acts.forEach(act -> perform(replay, act, policy));
        assertThat(replay.verdicts).isEqualTo(play.verdicts);
        assertThat(replay.rollouts).isEqualTo(play.rollouts);
    }

    @Provide
    Arbitrary<List<Act>> plays() {
        return Arbitraries.frequency(
                        Tuple.of(3, Act.START),
                        Tuple.of(1, Act.ABORT),
                        Tuple.of(1, Act.RESTART),
                        Tuple.of(1, Act.PAUSE),
                        Tuple.of(2, Act.RESUME),
                        Tuple.of(1, Act.ADOPT),
                        Tuple.of(1, Act.ADVANCE),
                        Tuple.of(1, Act.PROMOTE),
                        Tuple.of(1, Act.CHANGE_POLICY),
                        Tuple.of(2, Act.LEASE),
                        Tuple.of(1, Act.RELEASE),
                        Tuple.of(1, Act.START_WITH_LEASE),
                        Tuple.of(4, Act.APPLIED),
                        Tuple.of(1, Act.OLD_APPLIED),
                        Tuple.of(1, Act.STRANGER),
                        Tuple.of(1, Act.OLD_STRANGER),
                        Tuple.of(2, Act.LACKING),
                        Tuple.of(1, Act.OLD_LACKING),
                        Tuple.of(6, Act.FIT_MINUTES),
                        Tuple.of(2, Act.UNDECIDED_MINUTE),
                        Tuple.of(1, Act.HARMFUL_MINUTE),
                        Tuple.of(1, Act.SKIP),
                        Tuple.of(1, Act.SAME_MINUTE))
                .list()
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<Policy> policies() {
        return Arbitraries.of(POLICIES);
    }

    private static void perform(Play play, Act act, Policy policy) {
        long epoch = play.rollout() == null ? 0 : play.rollout().epoch();
        int share = play.rollout() == null ? 0 : play.rollout().share();
        switch (act) {
            case START -> play.start(policy);
            case ABORT -> play.abort();
            case RESTART -> play.restart();
            case PAUSE -> play.pause();
            case RESUME -> play.resume();
            case ADOPT -> play.adopt();
            case ADVANCE -> play.advance();
            case PROMOTE -> play.promote();
            case CHANGE_POLICY -> play.changePolicy(policy);
            case LEASE -> play.lease(15);
            case RELEASE -> play.release(play.state.leases());
            case START_WITH_LEASE ->
                play.command(
                        new Command.Start(play.id(), "main-ivr", play.now(), "ci", null, policy, play.state.leases()));
            case APPLIED -> play.applied(epoch, share);
            case OLD_APPLIED -> play.applied(epoch - 1, share);
            case STRANGER -> play.strangerWrites(epoch);
            case OLD_STRANGER -> play.strangerWrites(epoch - 1);
            case LACKING -> play.lacking(epoch, "7", "not-allowed");
            case OLD_LACKING -> play.lacking(epoch - 1, "7", "not-allowed");
            case FIT_MINUTES -> play.judge(Fitness.FIT).minutes(4);
            case UNDECIDED_MINUTE -> play.judge(Fitness.UNDECIDED).minutes(1);
            case HARMFUL_MINUTE -> play.judge(Fitness.HARMFUL).minutes(1);
            case SKIP -> play.skip(7);
            case SAME_MINUTE -> play.lookAgain();
        }
    }

    private static void check(CanaryState before, Play play, Act act, Policy policy, List<Verdict> told) {
        Rollout was = before.rollout();
        Rollout is = play.rollout();
        assertThat(play.state.judgedTo()).isGreaterThanOrEqualTo(before.judgedTo());
        assertThat(play.state.active() && play.state.leaseAt(play.now()).isPresent())
                .isFalse();
        assertThat(play.state.leases()).isBetween(before.leases(), before.leases() + 1);
        if (is == null) {
            assertThat(told).isEmpty();
            return;
        }
        assertThat(is.share()).isIn(shares(policy, is.state()));
        assertThat(is.pause() != null).isEqualTo(is.state() == RolloutState.PAUSED);
        assertThat(is.override() && is.share() != 0).isFalse();
        assertThat(is).isEqualTo(play.rollouts.get(play.rollouts.size() - 1));
        assertThat(is.inForce() && is.notInForce() != null).isFalse();
        assertThat(is.notInForce() != null && is.pause() == Rollout.Pause.EXTERNAL_CHANGE)
                .isFalse();
        boolean troubled = was == null || was.epoch() != is.epoch() || was.notInForce() == null;
        assertThat(told(told, Verdict.Reason.NOT_IN_FORCE))
                .as("each wanted share is told of once while it lacks force")
                .isEqualTo(is.notInForce() != null && troubled ? 1 : 0);
        assertThat(told(told, Verdict.Reason.IN_FORCE))
                .as("and the next one that holds is told of once")
                .isEqualTo(before.owesAllClear() && !play.state.owesAllClear() ? 1 : 0);
        // A resumption is told, and what became of a share, but no verdict stands behind the share.
        assertThat(told.stream()
                        .filter(Verdict::transition)
                        .filter(verdict -> act != Act.RESUME && act != Act.ADOPT)
                        .filter(verdict -> act != Act.LACKING && act != Act.APPLIED))
                .allMatch(verdict ->
                        play.rollouts.stream().anyMatch(rollout -> verdict.id().equals(rollout.verdictId())));
        if (was == null) {
            assertThat(act).isIn(Set.of(Act.START, Act.START_WITH_LEASE));
            return;
        }
        assertThat(is.epoch()).isGreaterThanOrEqualTo(was.epoch());
        if (is.share() != was.share()) {
            assertThat(is.epoch()).isGreaterThan(was.epoch());
        }
        if (was.state().active() && !Objects.equals(was.confirmedAt(), is.confirmedAt()) && act != Act.APPLIED) {
            assertThat(is.epoch()).isGreaterThan(was.epoch());
        }
        if (!was.state().active() && is.state() != was.state()) {
            assertThat(act).isIn(Set.of(Act.START, Act.START_WITH_LEASE, Act.RESTART, Act.ABORT));
        }
        if (is.share() > was.share()) {
            boolean judged = told.stream().anyMatch(verdict -> verdict.id().equals(is.verdictId()));
            assertThat(judged || is.actor().equals("kim") || is.actor().equals("ci"))
                    .isTrue();
        }
        if (was.pause() == Rollout.Pause.EXTERNAL_CHANGE && !is.equals(was)) {
            assertThat(act).isIn(Set.of(Act.RESUME, Act.ADOPT, Act.ABORT, Act.APPLIED, Act.CHANGE_POLICY));
        }
    }

    private static long told(List<Verdict> verdicts, Verdict.Reason reason) {
        return verdicts.stream()
                .filter(verdict -> verdict.transition() && verdict.reason() == reason)
                .count();
    }

    private static List<Integer> shares(Policy policy, RolloutState state) {
        return switch (state) {
            case BAKING, PAUSED -> policy.steps().subList(0, policy.steps().size() - 1);
            case PROMOTED -> List.of(100);
            case ROLLED_BACK -> List.of(0);
        };
    }

    private static Policy policy(String then, boolean dryRun) {
        return Policies.guide(
                "steps: [5, 25, 50, 100]",
                "bake: 6m",
                "deadline: {after: 40m, then: " + then + "}",
                "dryRun: " + dryRun);
    }
}
