package io.flowcanary.rollout;

import static io.flowcanary.rollout.Play.NINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.judge.Fitness;
import io.flowcanary.policy.Policies;
import io.flowcanary.policy.PolicyRevision;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What people order of a rollout that is under way. */
class SteeringTest {
    private static final Policy GUIDE = Policies.guide("steps: [5, 25, 100]", "bake: 30m");

    @Test
    void aPauseKeepsTheShareAndTellsWhoAndWhy() {
        Play play = Play.begun(GUIDE).minutes(3).pause();

        assertThat(play.rollout().state()).isEqualTo(RolloutState.PAUSED);
        assertThat(play.rollout().pause()).isEqualTo(Rollout.Pause.OPERATOR);
        assertThat(play.rollout().share()).isEqualTo(5);
        assertThat(play.rollout().epoch()).isEqualTo(1);
        assertThat(play.rollout().actor()).isEqualTo("kim");
        assertThat(play.verdict().explanation()).isEqualTo("paused by kim: lunch");
        assertThat(play.verdict().transition()).isTrue();
        assertThat(play.rollout().verdictId()).isEqualTo(play.verdict().id());
    }

    @Test
    void whilePausedItGoesNoFurtherAndHarmStillRollsBack() {
        Play play = Play.begun(GUIDE).pause().minutes(60);
        assertThat(play.rollout().share()).isEqualTo(5);
        assertThat(play.verdict().reason()).isEqualTo(Verdict.Reason.PAUSED);

        play.judge(Fitness.HARMFUL).minutes(1);

        assertThat(play.rollout().state()).isEqualTo(RolloutState.ROLLED_BACK);
    }

    @Test
    void resumedItIsWhereItWas() {
        Play play = Play.begun(GUIDE).minutes(31).applied().minutes(2).pause().resume();

        assertThat(play.rollout().state()).isEqualTo(RolloutState.BAKING);
        assertThat(play.rollout().share()).isEqualTo(25);
        assertThat(play.rollout().step()).isEqualTo(1);
    }

    @Test
    void onlyWhatRunsIsPausedAndOnlyOnce() {
        assertThat(new Play().pause().last.refusal()).isPresent();
        assertThat(Play.begun(GUIDE).abort().pause().last.refusal()).isPresent();
        assertThat(Play.begun(GUIDE).pause().pause().last.refusal())
                .hasValueSatisfying(why -> assertThat(why).contains("paused already (OPERATOR)"));
    }

    @Test
    void anAdvanceByHandGoesOneStepOnWithoutWaitingForTheJudge() {
        Play play = Play.begun(GUIDE).judge(Fitness.UNDECIDED).minutes(2).advance();

        assertThat(play.rollout().share()).isEqualTo(25);
        assertThat(play.rollout().epoch()).isEqualTo(2);
        assertThat(play.rollout().confirmedAt()).isNull();
        assertThat(play.rollout().evidenceSince()).isEqualTo(NINE);
        assertThat(play.verdict().verdict()).isEqualTo(Verdict.Kind.ADVANCE);
        assertThat(play.verdict().reason()).isEqualTo(Verdict.Reason.ORDERED);
        assertThat(play.verdict().explanation()).isEqualTo("advanced by kim: good enough");

        play.applied().advance();
        assertThat(play.rollout().state()).isEqualTo(RolloutState.PROMOTED);
        assertThat(play.verdict().verdict()).isEqualTo(Verdict.Kind.PROMOTE);
    }

    @Test
    void nothingAdvancesThatIsPausedOrEnded() {
        assertThat(new Play().advance().last.refusal()).isPresent();
        assertThat(Play.begun(GUIDE).pause().advance().last.refusal()).isPresent();
        assertThat(Play.begun(GUIDE).abort().advance().last.refusal()).isPresent();
    }

    @Test
    void aPromotionByHandGoesToAHundredAtOnceAlsoFromAPause() {
        for (Play play : new Play[] {Play.begun(GUIDE), Play.begun(GUIDE).pause()}) {
            play.promote();

            assertThat(play.rollout().state()).isEqualTo(RolloutState.PROMOTED);
            assertThat(play.rollout().share()).isEqualTo(100);
            assertThat(play.verdict().reason()).isEqualTo(Verdict.Reason.ORDERED);
        }
    }

    @Test
    void whatAStrangerWroteIsNotPromotedOver() {
        assertThat(Play.begun(GUIDE).strangerWrites().promote().last.refusal()).isPresent();
        assertThat(Play.begun(GUIDE).abort().promote().last.refusal()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"25, BAKING, 25", "5, BAKING, 5", "0, ROLLED_BACK, 0", "100, PROMOTED, 100"})
    void aStrangersShareIsAdoptedWhereTheRolloutCouldHaveIt(String value, RolloutState state, int share) {
        Play play = Play.begun(GUIDE).strangerWrites(1, value).adopt();

        assertThat(play.rollout().state()).isEqualTo(state);
        assertThat(play.rollout().share()).isEqualTo(share);
        assertThat(play.rollout().epoch()).isEqualTo(2);
        assertThat(play.state.foreign()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"37", "abc", "-1"})
    void aStrangersShareThatIsNoStepIsNotAdopted(String value) {
        Play play = Play.begun(GUIDE).strangerWrites(1, value).adopt();

        assertThat(play.last.refusal())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("'" + value + "'").contains("[5, 25, 100]"));
        assertThat(play.rollout().pause()).isEqualTo(Rollout.Pause.EXTERNAL_CHANGE);
    }

    @Test
    void thereIsNothingToAdoptAfterAnotherPause() {
        assertThat(Play.begun(GUIDE).pause().adopt().last.refusal()).isPresent();
    }

    @Test
    void aRestartBeginsAgainWithTheSamePolicyAndNewEvidence() {
        Play play = Play.begun(GUIDE).minutes(10).abort().skip(5).restart();

        assertThat(play.rollout().state()).isEqualTo(RolloutState.BAKING);
        assertThat(play.rollout().policy()).isEqualTo(GUIDE);
        assertThat(play.rollout().share()).isEqualTo(5);
        assertThat(play.rollout().evidenceSince()).isEqualTo(NINE.plusSeconds(15 * 60));
        assertThat(play.rollout().epoch()).isEqualTo(3);
    }

    @Test
    void onlyAnEndedRolloutRestarts() {
        assertThat(new Play().restart().last.refusal()).isPresent();
        assertThat(Play.begun(GUIDE).restart().last.refusal()).isPresent();
    }

    @Test
    void anotherPolicyIsJudgedByFromTheNextLookAndKeepsShareAndConfirmation() {
        Policy other = Policies.guide("steps: [5, 50, 100]", "bake: 10m");
        Play play = Play.begun(GUIDE).minutes(5).changePolicy(other);

        assertThat(play.rollout().policyRevision()).isEqualTo(PolicyRevision.of(other));
        assertThat(play.rollout().share()).isEqualTo(5);
        assertThat(play.rollout().epoch()).isEqualTo(1);
        assertThat(play.rollout().confirmedAt()).isEqualTo(NINE);
        assertThat(play.rollout().evidenceSince()).isEqualTo(NINE);
        assertThat(play.rollout().why()).isEqualTo("narrower");
        assertThat(play.minutes(1).verdict().policyRevision()).isEqualTo(PolicyRevision.of(other));
    }

    @Test
    void anotherCanaryVersionBeginsNewEvidence() {
        Play play = Play.begun(GUIDE)
                .minutes(5)
                .changePolicy(Policies.guide("steps: [5, 25, 100]", "versions: {canary: v3}"));

        assertThat(play.rollout().evidenceSince()).isEqualTo(NINE.plusSeconds(300));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "steps: [10, 100] | present share of 5 %",
                "parameter: /other | parameter and dryRun cannot change",
                "dryRun: true | parameter and dryRun cannot change"
            })
    void whatCannotChangeMidWayIsRefused(String line, String why) {
        Play play = Play.begun(GUIDE).changePolicy(Policies.guide(line));

        assertThat(play.last.refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal).contains(why));
        assertThat(play.rollout().policy()).isEqualTo(GUIDE);
    }

    @Test
    void withoutAnActiveRolloutNoPolicyChanges() {
        assertThat(new Play().changePolicy(GUIDE).last.refusal()).isPresent();
        assertThat(Play.begun(GUIDE).abort().changePolicy(GUIDE).last.refusal()).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void everyTransitionNamesWhoAndWhy(From from) {
        Rollout rollout = from.path.apply(new Play()).rollout();

        assertThat(rollout.actor()).isNotBlank();
        assertThat(rollout.why()).isNotBlank();
    }
}
