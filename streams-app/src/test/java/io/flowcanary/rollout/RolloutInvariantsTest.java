package io.flowcanary.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.judge.Fitness;
import io.flowcanary.policy.Policies;
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
        RESUME,
        APPLIED,
        OLD_APPLIED,
        STRANGER,
        OLD_STRANGER,
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
                        Tuple.of(2, Act.RESUME),
                        Tuple.of(4, Act.APPLIED),
                        Tuple.of(1, Act.OLD_APPLIED),
                        Tuple.of(1, Act.STRANGER),
                        Tuple.of(1, Act.OLD_STRANGER),
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
            case RESUME -> play.resume();
            case APPLIED -> play.applied(epoch, share);
            case OLD_APPLIED -> play.applied(epoch - 1, share);
            case STRANGER -> play.strangerWrites(epoch);
            case OLD_STRANGER -> play.strangerWrites(epoch - 1);
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
        if (is == null) {
            assertThat(told).isEmpty();
            return;
        }
        assertThat(is.share()).isIn(shares(policy, is.state()));
        assertThat(is.pause() != null).isEqualTo(is.state() == RolloutState.PAUSED);
        assertThat(is.override() && is.share() != 0).isFalse();
        assertThat(is).isEqualTo(play.rollouts.get(play.rollouts.size() - 1));
        assertThat(told.stream().filter(Verdict::transition))
                .allMatch(verdict ->
                        play.rollouts.stream().anyMatch(rollout -> verdict.id().equals(rollout.verdictId())));
        if (was == null) {
            assertThat(act).isEqualTo(Act.START);
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
            assertThat(act).isIn(Set.of(Act.START, Act.ABORT));
        }
        if (was.pause() == Rollout.Pause.EXTERNAL_CHANGE && !is.equals(was)) {
            assertThat(act).isIn(Set.of(Act.RESUME, Act.ABORT, Act.APPLIED));
        }
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
