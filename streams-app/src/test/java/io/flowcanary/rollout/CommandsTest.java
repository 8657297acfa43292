package io.flowcanary.rollout;

import static io.flowcanary.rollout.Play.NINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.policy.Policies;
import io.flowcanary.policy.PolicyRevision;
import io.flowcanary.record.Command;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandsTest {
    private static final Policy GUIDE = Policies.guide("steps: [5, 25, 100]");

    @Test
    void aStartBeginsTheFirstStepUnconfirmedAndTellsNobody() {
        Play play = new Play().start(GUIDE);

        assertThat(play.rollouts)
                .containsExactly(new Rollout(
                        "main-ivr",
                        GUIDE,
                        PolicyRevision.of(GUIDE),
                        RolloutState.BAKING,
                        null,
                        0,
                        5,
                        1,
                        false,
                        NINE,
                        NINE,
                        null,
                        NINE,
                        "kim",
                        "new menu",
                        null,
                        null,
                        null));
        assertThat(play.verdicts).isEmpty();
    }

    @Test
    void takesEffectAtItsOwnTimeOrAtWWhicheverIsLater() {
        Command early = new Command.Start("k", "main-ivr", NINE.minusSeconds(300), "kim", null, GUIDE, null);
        Command late = new Command.Start("k", "main-ivr", NINE.plusSeconds(70), "kim", null, GUIDE, null);
        RolloutMachine machine = new RolloutMachine();

        assertThat(startedAt(machine, early, NINE)).isEqualTo(NINE);
        assertThat(startedAt(machine, late, NINE)).isEqualTo(NINE.plusSeconds(70));
        assertThat(startedAt(machine, early, null)).isEqualTo(NINE.minusSeconds(300));
    }

    @Test
    void aStartIsRefusedWhileARolloutIsActive() {
        Play play = Play.begun(GUIDE);
        Rollout before = play.rollout();

        play.start(GUIDE);

        assertThat(play.last.refusal())
                .hasValueSatisfying(why -> assertThat(why).contains("active at 5 %"));
        assertThat(play.last.rollout()).isEmpty();
        assertThat(play.rollout()).isEqualTo(before);
    }

    @Test
    void aStartIsRefusedWhenNothingDecides() {
        Command start =
                new Command.Start("k", "main-ivr", NINE, "kim", null, Policies.evidence("guardrails: []"), null);

        Decision decision = new RolloutMachine().command(CanaryState.NONE, start, NINE, parameter -> false);

        assertThat(decision.refusal())
                .contains("guardrails: all of them with gate: false is not allowed; expected one that decides");
        assertThat(decision.state().rollout()).isNull();
    }

    @Test
    void aStartIsRefusedWhenAnotherRolloutMovesItsParameter() {
        Play play = new Play();
        play.taken.add("/genesys/canary/percentage");

        play.start(GUIDE);

        assertThat(play.last.refusal()).contains("another active rollout moves /genesys/canary/percentage");
        assertThat(play.rollouts).isEmpty();
    }

    @Test
    void aStartIsRefusedWithAnothersPolicyOrNone() {
        Play play = new Play();

        play.command(new Command.Start("a", "main-ivr", NINE, "kim", null, null, null));
        assertThat(play.last.refusal()).contains("the command is for main-ivr, its policy for none");
        play.command(new Command.Start("b", "other", NINE, "kim", null, GUIDE, null));
        assertThat(play.last.refusal()).contains("the command is for other, its policy for main-ivr");
    }

    @Test
    void aCommandWithoutIdOrTimeIsRefused() {
        Play play = new Play();

        assertThat(play.command(new Command.Start(null, "main-ivr", NINE, "kim", null, GUIDE, null))
                        .last
                        .refusal())
                .isPresent();
        play.command(new Command.Start("k", "main-ivr", null, "kim", null, GUIDE, null));
        assertThat(play.last.refusal()).isPresent();
        assertThat(play.rollouts).isEmpty();
    }

    @Test
    void epochsGoOnFromOneRolloutToTheNext() {
        Play play = Play.begun(GUIDE).abort().start(GUIDE);

        assertThat(play.rollouts).extracting(Rollout::epoch).containsExactly(1L, 1L, 2L, 3L);
        assertThat(play.rollout().override()).isFalse();
    }

    @Test
    void confirmsTheShareOfItsOwnEpochOnce() {
        Play play = new Play().start(GUIDE).skip(2);

        play.applied(7, 5).applied(1, 25);
        assertThat(play.rollout().confirmedAt()).isNull();

        play.applied(1, 5);
        assertThat(play.rollout().confirmedAt()).isEqualTo(NINE.plusSeconds(120));
        assertThat(play.rollout().why()).isEqualTo("new menu");
        assertThat(play.rollout().changedAt()).isEqualTo(NINE);

        play.skip(1).applied(1, 5);
        assertThat(play.last.rollout()).isEmpty();
    }

    @Test
    void confirmsTheLastShareAfterTheEndToo() {
        Play play = Play.begun(GUIDE).abort().applied();

        assertThat(play.rollout().confirmedAt()).isEqualTo(NINE);
        assertThat(play.rollout().state()).isEqualTo(RolloutState.ROLLED_BACK);
    }

    @ParameterizedTest
    @EnumSource
    void anAbortLeadsToZeroFromEveryState(From from) {
        Play play = from.path.apply(new Play());
        Rollout before = play.rollout();

        play.abort();

        Rollout after = play.rollout();
        assertThat(after.state()).isEqualTo(RolloutState.ROLLED_BACK);
        assertThat(after.pause()).isNull();
        assertThat(after.share()).isZero();
        assertThat(after.override()).isTrue();
        assertThat(after.epoch()).isEqualTo(before.epoch() + 1);
        assertThat(after.confirmedAt()).isNull();
        assertThat(play.verdict().verdict()).isEqualTo(Verdict.Kind.ROLLBACK);
        assertThat(play.verdict().reason()).isEqualTo(Verdict.Reason.ABORTED);
        assertThat(play.verdict().transition()).isTrue();
        assertThat(play.verdict().previousShare()).isEqualTo(before.share());
        assertThat(play.verdict().explanation()).isEqualTo("aborted by kim: looks bad");
        assertThat(play.verdict().id()).isEqualTo(after.verdictId());
    }

    @Test
    void anAbortChangesNothingWhenTheShareIsWantedAtZeroAlready() {
        assertThat(new Play().abort().last.refusal()).isPresent();

        Play rolledBack = Play.begun(GUIDE).abort().abort();
        assertThat(rolledBack.last.refusal()).isPresent();
        assertThat(rolledBack.last.rollout()).isEmpty();
        assertThat(rolledBack.verdicts).hasSize(1);
    }

    @Test
    void aStrangersWritePauses() {
        Play play = Play.begun(GUIDE).minutes(3).strangerWrites();

        assertThat(play.rollout().state()).isEqualTo(RolloutState.PAUSED);
        assertThat(play.rollout().pause()).isEqualTo(Rollout.Pause.EXTERNAL_CHANGE);
        assertThat(play.rollout().share()).isEqualTo(5);
        assertThat(play.rollout().epoch()).isEqualTo(1);
        assertThat(play.rollout().confirmedAt()).isEqualTo(NINE);
        assertThat(play.verdict().verdict()).isEqualTo(Verdict.Kind.HOLD);
        assertThat(play.verdict().reason()).isEqualTo(Verdict.Reason.EXTERNAL_CHANGE);
        assertThat(play.verdict().transition()).isTrue();
        assertThat(play.verdict().explanation()).startsWith("somebody else wrote 50 where 5 is wanted");
    }

    @Test
    void aSecondWriteAnOlderEpochAndAWriteAfterTheEndChangeNothing() {
        Play again = Play.begun(GUIDE).strangerWrites().strangerWrites();
        assertThat(again.last).isEqualTo(Decision.nothing(again.state));
        Play older = Play.begun(GUIDE).strangerWrites(0);
        assertThat(older.rollout().state()).isEqualTo(RolloutState.BAKING);

        Play ended = Play.begun(GUIDE).abort().strangerWrites();
        assertThat(ended.last).isEqualTo(Decision.nothing(ended.state));

        assertThat(new Play().strangerWrites(1).last).isEqualTo(Decision.nothing(CanaryState.NONE));
    }

    @Test
    void aStrangersWriteTakesPrecedenceOverThePauseOfTheDeadline() {
        Play play = From.PAUSED_BY_THE_DEADLINE.path.apply(new Play()).strangerWrites();

        assertThat(play.rollout().pause()).isEqualTo(Rollout.Pause.EXTERNAL_CHANGE);
        assertThat(play.verdict().transition()).isTrue();
    }

    @Test
    void resumingWritesTheShareAgainAndBakesAnew() {
        Play play = Play.begun(GUIDE).minutes(3).strangerWrites().skip(1).resume();

        assertThat(play.rollout().state()).isEqualTo(RolloutState.BAKING);
        assertThat(play.rollout().pause()).isNull();
        assertThat(play.rollout().share()).isEqualTo(5);
        assertThat(play.rollout().epoch()).isEqualTo(2);
        assertThat(play.rollout().confirmedAt()).isNull();
        assertThat(play.state.fitSince()).isNull();
    }

    @Test
    void onlyAPausedRolloutResumes() {
        assertThat(new Play().resume().last.refusal()).isPresent();
        assertThat(Play.begun(GUIDE).resume().last.refusal()).isPresent();
        assertThat(Play.begun(GUIDE).abort().resume().last.refusal()).isPresent();
    }

    private static Instant startedAt(RolloutMachine machine, Command command, Instant w) {
        return machine.command(CanaryState.NONE, command, w, p -> false)
                .state()
                .rollout()
                .startedAt();
    }
}
