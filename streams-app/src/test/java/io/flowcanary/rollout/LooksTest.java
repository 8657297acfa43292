package io.flowcanary.rollout;

import static io.flowcanary.rollout.Play.NINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.judge.Fitness;
import io.flowcanary.policy.Policies;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LooksTest {
    private static final Policy GUIDE = Policies.guide("steps: [5, 100]", "bake: 30m");
    private static final Policy STEPS = Policies.guide("steps: [5, 25, 100]", "bake: 30m");

    @Test
    void everyLookAtAnActiveRolloutGivesAVerdict() {
        Play play = Play.begun(GUIDE).minutes(5);

        assertThat(play.verdicts).hasSize(5);
        assertThat(play.verdict().id()).isEqualTo("main-ivr/1/2026-01-15T09:05:00Z/look");
        assertThat(play.verdict().judgedAt()).isEqualTo(NINE.plusSeconds(300));
        assertThat(play.verdict().judge()).isEqualTo("threshold");
        assertThat(play.verdict().versions()).containsOnlyKeys("v1", "v2");
        assertThat(play.state.judgedTo()).isEqualTo(NINE.getEpochSecond() / 60 + 5);
    }

    @Test
    void aMinuteIsJudgedOnce() {
        Play play = Play.begun(GUIDE).minutes(5).lookAgain();

        assertThat(play.verdicts).hasSize(5);
        assertThat(play.last).isEqualTo(Decision.nothing(play.state));
    }

    @Test
    void nothingIsJudgedBeforeTheStartOrAfterTheEnd() {
        assertThat(new Play().minutes(3).verdicts).isEmpty();
        assertThat(Play.begun(GUIDE).lookAgain().verdicts).isEmpty();

        Play ended = Play.begun(GUIDE).abort().minutes(3);
        assertThat(ended.verdicts).hasSize(1);
        assertThat(ended.rollouts).hasSize(3);
    }

    @Test
    void aLookThatOnlyMovesTimeOnPublishesNoRollout() {
        Play play = Play.begun(GUIDE).minutes(20);

        assertThat(play.rollouts).hasSize(2);
    }

    @Test
    void healthyForTheBakeOnEndPromotesFromTheLastStepBelowAHundred() {
        Play play = Play.begun(GUIDE).minutes(30);
        assertThat(play.verdict().verdict()).isEqualTo(Verdict.Kind.HOLD);
        assertThat(play.verdict().reason()).isEqualTo(Verdict.Reason.BAKING);
        assertThat(play.verdict().explanation()).isEqualTo("healthy for 29 of 30 minutes at 5 %");
        assertThat(play.verdict().transition()).isFalse();

        play.minutes(1);

        assertThat(play.verdict().verdict()).isEqualTo(Verdict.Kind.PROMOTE);
        assertThat(play.verdict().reason()).isEqualTo(Verdict.Reason.HEALTHY);
        assertThat(play.verdict().explanation()).isEqualTo("healthy for 30 minutes at 5 %: on to 100 %");
        assertThat(play.verdict().transition()).isTrue();
        assertThat(play.rollout().state()).isEqualTo(RolloutState.PROMOTED);
        assertThat(play.rollout().share()).isEqualTo(100);
        assertThat(play.rollout().step()).isEqualTo(1);
        assertThat(play.rollout().epoch()).isEqualTo(2);
        assertThat(play.rollout().confirmedAt()).isNull();
        assertThat(play.rollout().verdictId()).isEqualTo(play.verdict().id());
        assertThat(play.rollout().actor()).isEqualTo("flow-canary");
    }

    @Test
    void advancesStepByStepAndEachStepBakesFromItsOwnConfirmation() {
        Play play = Play.begun(STEPS).minutes(31);
        assertThat(play.verdict().verdict()).isEqualTo(Verdict.Kind.ADVANCE);
        assertThat(play.rollout().state()).isEqualTo(RolloutState.BAKING);
        assertThat(play.rollout().share()).isEqualTo(25);
        assertThat(play.rollout().epoch()).isEqualTo(2);
        assertThat(play.rollout().confirmedAt()).isNull();

        play.minutes(10);
        assertThat(play.verdict().explanation()).isEqualTo("healthy; waiting for the share of 25 % to be in force");
        assertThat(play.verdict().reason()).isEqualTo(Verdict.Reason.BAKING);

        play.applied().minutes(30);
        assertThat(play.rollout().share()).isEqualTo(25);
        play.minutes(1);
        assertThat(play.verdict().verdict()).isEqualTo(Verdict.Kind.PROMOTE);
        assertThat(play.rollout().epoch()).isEqualTo(3);
        assertThat(play.rollout().evidenceSince()).isEqualTo(NINE);
    }

    @Test
    void theBakeCountsFromAConfirmationThatEventTimeHasNotReached() {
        Play play = new Play().start(GUIDE).skip(5).applied().skip(-5).minutes(34);
        assertThat(play.state.fitSince()).isEqualTo(NINE.plusSeconds(300));
        assertThat(play.rollout().state()).isEqualTo(RolloutState.BAKING);

        play.minutes(1);

        assertThat(play.rollout().state()).isEqualTo(RolloutState.PROMOTED);
    }

    @Test
    void theBakeBeginsAgainAfterALookThatIsNotFit() {
        Play play = Play.begun(GUIDE).minutes(29).judge(Fitness.UNDECIDED).minutes(1);
        assertThat(play.verdict().reason()).isEqualTo(Verdict.Reason.MIN_CALLS);
        assertThat(play.state.fitSince()).isNull();

        play.judge(Fitness.FIT).minutes(30);
        assertThat(play.rollout().state()).isEqualTo(RolloutState.BAKING);
        play.minutes(1);
        assertThat(play.rollout().state()).isEqualTo(RolloutState.PROMOTED);
    }

    @Test
    void harmRollsBackAtOnceEvenUnconfirmed() {
        Play play = new Play().start(GUIDE).judge(Fitness.HARMFUL).minutes(1);

        assertThat(play.verdict().verdict()).isEqualTo(Verdict.Kind.ROLLBACK);
        assertThat(play.verdict().reason()).isEqualTo(Verdict.Reason.GUARDRAIL);
        assertThat(play.verdict().explanation()).isEqualTo("6.0 points worse");
        assertThat(play.verdict().transition()).isTrue();
        assertThat(play.verdict().previousShare()).isEqualTo(5);
        assertThat(play.rollout().state()).isEqualTo(RolloutState.ROLLED_BACK);
        assertThat(play.rollout().share()).isZero();
        assertThat(play.rollout().epoch()).isEqualTo(2);
        assertThat(play.rollout().override()).isFalse();
    }

    @Test
    void theDeadlinePausesOnce() {
        Play play = Play.begun(Policies.guide("deadline: {after: 10m, then: hold}"))
                .judge(Fitness.UNDECIDED)
                .minutes(9);
        assertThat(play.rollout().state()).isEqualTo(RolloutState.BAKING);

        play.minutes(1);
        assertThat(play.verdict().verdict()).isEqualTo(Verdict.Kind.HOLD);
        assertThat(play.verdict().reason()).isEqualTo(Verdict.Reason.DEADLINE);
        assertThat(play.verdict().transition()).isTrue();
        assertThat(play.verdict().explanation()).isEqualTo("not decided within 10 minutes; 3 of 20");
        assertThat(play.rollout().pause()).isEqualTo(Rollout.Pause.DEADLINE);
        assertThat(play.rollout().epoch()).isEqualTo(1);

        play.minutes(1);
        assertThat(play.verdict().reason()).isEqualTo(Verdict.Reason.PAUSED);
        assertThat(play.verdict().transition()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"rollback, ROLLBACK, ROLLED_BACK, 0", "promote, PROMOTE, PROMOTED, 100"})
    void theDeadlineEndsTheRolloutWhereThePolicySaysSo(
            String then, Verdict.Kind verdict, RolloutState state, int share) {
        Play play = Play.begun(Policies.guide("deadline: {after: 10m, then: " + then + "}"))
                .judge(Fitness.UNDECIDED)
                .minutes(10);

        assertThat(play.verdict().verdict()).isEqualTo(verdict);
        assertThat(play.verdict().reason()).isEqualTo(Verdict.Reason.DEADLINE);
        assertThat(play.rollout().state()).isEqualTo(state);
        assertThat(play.rollout().share()).isEqualTo(share);
        assertThat(play.rollout().epoch()).isEqualTo(2);
    }

    @Test
    void harmComesBeforeADeadlineThatPromotes() {
        Play play = Play.begun(Policies.guide("deadline: {after: 10m, then: promote}"))
                .judge(Fitness.UNDECIDED)
                .minutes(9)
                .judge(Fitness.HARMFUL)
                .minutes(1);

        assertThat(play.verdict().reason()).isEqualTo(Verdict.Reason.GUARDRAIL);
        assertThat(play.rollout().share()).isZero();
    }

    @Test
    void harmRollsBackWhilePausedByTheDeadline() {
        Play play = Play.begun(Policies.guide("deadline: {after: 10m}"))
                .judge(Fitness.UNDECIDED)
                .minutes(12)
                .judge(Fitness.HARMFUL)
                .minutes(1);

        assertThat(play.rollout().state()).isEqualTo(RolloutState.ROLLED_BACK);
        assertThat(play.rollout().pause()).isNull();
    }

    @Test
    void goesNoFurtherWhilePausedByTheDeadline() {
        Play play = Play.begun(Policies.guide("deadline: {after: 10m}"))
                .judge(Fitness.UNDECIDED)
                .minutes(10)
                .judge(Fitness.FIT)
                .minutes(60);

        assertThat(play.rollout().state()).isEqualTo(RolloutState.PAUSED);
    }

    @Test
    void theDeadlineCountsAnewFromAResumption() {
        Play play = Play.begun(Policies.guide("deadline: {after: 10m}"))
                .judge(Fitness.UNDECIDED)
                .minutes(12)
                .resume()
                .minutes(9);
        assertThat(play.rollout().state()).isEqualTo(RolloutState.BAKING);

        play.minutes(1);
        assertThat(play.rollout().pause()).isEqualTo(Rollout.Pause.DEADLINE);
    }

    @Test
    void judgesOnButWritesNothingWhileAStrangersShareIsInForce() {
        Play play = Play.begun(Policies.guide("deadline: {after: 10m, then: rollback}"))
                .strangerWrites()
                .judge(Fitness.HARMFUL)
                .minutes(20);

        assertThat(play.verdicts).hasSize(21);
        assertThat(play.verdict().verdict()).isEqualTo(Verdict.Kind.HOLD);
        assertThat(play.verdict().reason()).isEqualTo(Verdict.Reason.EXTERNAL_CHANGE);
        assertThat(play.verdict().transition()).isFalse();
        assertThat(play.verdict().explanation()).endsWith("6.0 points worse");
        assertThat(play.rollout().pause()).isEqualTo(Rollout.Pause.EXTERNAL_CHANGE);
        assertThat(play.rollout().share()).isEqualTo(5);
    }

    @Test
    void resumedItRollsBackWhatWasFoundHarmful() {
        Play play = Play.begun(GUIDE)
                .strangerWrites()
                .judge(Fitness.HARMFUL)
                .minutes(2)
                .resume()
                .minutes(1);

        assertThat(play.rollout().state()).isEqualTo(RolloutState.ROLLED_BACK);
        assertThat(play.rollout().epoch()).isEqualTo(3);
    }

    @Test
    void aDryRunNeedsNoConfirmation() {
        Play play = new Play().start(Policies.guide("steps: [5, 25, 100]", "dryRun: true"));
        assertThat(play.rollout().confirmedAt()).isEqualTo(NINE);

        play.minutes(31);
        assertThat(play.rollout().share()).isEqualTo(25);
        assertThat(play.rollout().confirmedAt()).isEqualTo(play.now());

        play.minutes(31);
        assertThat(play.rollout().state()).isEqualTo(RolloutState.PROMOTED);
    }
}
