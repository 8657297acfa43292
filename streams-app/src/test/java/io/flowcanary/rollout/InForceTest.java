package io.flowcanary.rollout;

import static io.flowcanary.rollout.Play.NINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.judge.Fitness;
import io.flowcanary.judge.FixedCounts;
import io.flowcanary.policy.Policies;
import io.flowcanary.record.Command;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout.Pause;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a wanted share that SSM does not take. */
class InForceTest {
    private static final Policy GUIDE = Policies.guide("steps: [5, 25, 100]");

    @Test
    void aShareThatIsNotInForceIsToldOnceWithWhatIsThereWhyAndWhatToDo() {
        Play play = Play.begun(GUIDE).abort().lacking("5");

        assertThat(play.rollout().inForce()).isFalse();
        assertThat(play.rollout().state()).isEqualTo(RolloutState.ROLLED_BACK);
        assertThat(play.verdict().reason()).isEqualTo(Reason.NOT_IN_FORCE);
        assertThat(play.verdict().transition()).isTrue();
        assertThat(play.verdict().notInForce()).isEqualTo(play.rollout().notInForce());
        assertThat(play.verdict().explanation())
                .isEqualTo("0 % wanted; SSM still holds 5 %: refused, too-many-versions; mend it");

        play.skip(1).lacking("5");
        assertThat(told(play)).containsExactly(Reason.ABORTED, Reason.NOT_IN_FORCE);
        assertThat(play.last.rollout()).isEmpty();
    }

    @Test
    void anotherCauseIsKeptButPagesNobodyAgain() {
        Play play = Play.begun(GUIDE).abort().lacking("5").skip(2).lacking(2, "5", "not-allowed");

        assertThat(play.rollout().notInForce().cause()).isEqualTo("not-allowed");
        assertThat(play.rollout().notInForce().since()).isEqualTo(NINE);
        assertThat(told(play)).containsExactly(Reason.ABORTED, Reason.NOT_IN_FORCE);
    }

    @Test
    void onceItHoldsPeopleAreToldOnce() {
        Play play = Play.begun(GUIDE).abort().lacking("5").skip(10).applied().applied();

        assertThat(play.rollout().inForce()).isTrue();
        assertThat(play.rollout().notInForce()).isNull();
        assertThat(told(play)).containsExactly(Reason.ABORTED, Reason.NOT_IN_FORCE, Reason.IN_FORCE);
        assertThat(play.verdict().verdict()).isEqualTo(Kind.HOLD);
        assertThat(play.verdict().explanation())
                .isEqualTo("0 % is in force: SSM holds it; it could not be brought about since 2026-01-15T09:00:00Z");
    }

    @Test
    void aShareThatComesIntoForceInTimeIsNotWorthATelling() {
        assertThat(told(Play.begun(GUIDE).abort().applied())).containsExactly(Reason.ABORTED);
    }

    @Test
    void theAllClearComesWithTheNextShareThatHoldsWhicheverItIs() {
        Play play = Play.begun(GUIDE).advance().lacking("5").abort();
        assertThat(play.rollout().notInForce())
                .as("nobody has tried 0 for long")
                .isNull();
        assertThat(play.rollout().shortfall()).isEqualTo("0 % wanted, 5 % still in force");

        play.applied();

        assertThat(told(play)).containsExactly(Reason.ORDERED, Reason.NOT_IN_FORCE, Reason.ABORTED, Reason.IN_FORCE);
        assertThat(play.verdict().explanation()).isEqualTo("0 % is in force: SSM holds it");
    }

    @Test
    void aShareIsStillInForceUntilTheNextOneIs() {
        Play play = Play.begun(GUIDE).abort();
        assertThat(play.rollout().shortfall()).isEqualTo("0 % wanted, 5 % still in force");

        Play unconfirmed = new Play().start(GUIDE).abort();
        assertThat(unconfirmed.rollout().shortfall()).isEqualTo("0 % wanted, not yet in force");
    }

    @Test
    void anOlderEpochADryRunAndAStrangersHandAreNoTrouble() {
        Play older = Play.begun(GUIDE).abort().lacking(1, "5", "not-allowed");
        assertThat(older.last).isEqualTo(Decision.nothing(older.state));

        Play dryRun = new Play().start(Policies.guide("dryRun: true")).lacking("0");
        assertThat(dryRun.last).isEqualTo(Decision.nothing(dryRun.state));

        Play stranger = Play.begun(GUIDE).strangerWrites().lacking("50");
        assertThat(stranger.last).isEqualTo(Decision.nothing(stranger.state));
        assertThat(stranger.rollout().inForce()).isFalse();
    }

    @Test
    void aReportFromBeforeTheConfirmationIsOldNews() {
        Play play = Play.begun(GUIDE).abort().applied().lacking("5");

        assertThat(play.last).isEqualTo(Decision.nothing(play.state));
    }

    @Test
    void aStrangersHandEndsTheTrying() {
        Play play = new Play().start(GUIDE).lacking("0").strangerWrites();

        assertThat(play.rollout().pause()).isEqualTo(Pause.EXTERNAL_CHANGE);
        assertThat(play.rollout().notInForce()).isNull();
    }

    @Test
    void aPauseDoesNotEndTheTrying() {
        Play play = new Play().start(GUIDE).lacking("0").pause();

        assertThat(play.rollout().notInForce()).isNotNull();
    }

    @Test
    void aStartThatSsmRefusesHoldsForThatAndNotForWantOfCalls() {
        Play play = new Play().judge(Fitness.UNDECIDED).start(GUIDE).lacking("").minutes(1);

        assertThat(play.verdict().reasons()).containsExactly(Reason.NOT_IN_FORCE);
        assertThat(play.verdict().transition()).isFalse();
        assertThat(play.verdict().explanation()).startsWith("5 % wanted; SSM has no such parameter: refused");
    }

    @Test
    void beforeTheShareIsInForceThatNoCallCameSaysNothing() {
        RolloutMachine machine = new RolloutMachine();
        Command start = new Command.Start("k", "main-ivr", NINE, "kim", null, Policies.evidence(), null);
        CanaryState begun = machine.command(CanaryState.NONE, start, NINE, parameter -> false)
                .state();

        Verdict verdict = machine.look(begun, NINE.plusSeconds(60), new FixedCounts())
                .verdicts()
                .get(0);

        assertThat(verdict.reasons()).containsExactly(Reason.BAKING);
        assertThat(verdict.explanation()).isEqualTo("waiting for the share of 5 % to be in force");
    }

    @Test
    void harmStillRollsBackWhileAStepIsNotInForce() {
        Play play =
                Play.begun(GUIDE).advance().lacking("5").judge(Fitness.HARMFUL).minutes(1);

        assertThat(play.rollout().state()).isEqualTo(RolloutState.ROLLED_BACK);
    }

    @Test
    void aHealthyCanaryGoesNoFurtherAndBakesAnewOnceItsShareHoldsAgain() {
        Play play = Play.begun(GUIDE).minutes(20).lacking("50").minutes(20);
        assertThat(play.rollout().share()).isEqualTo(5);

        play.applied().minutes(20);
        assertThat(play.rollout().share()).isEqualTo(5);
        play.minutes(11);
        assertThat(play.rollout().share()).isEqualTo(25);
    }

    @Test
    void noLeaseIsGrantedBeforeTheLastShareIsInForce() {
        Play play = Play.begun(GUIDE).abort().lacking("5").lease(20);
        assertThat(play.last.refusal())
                .hasValueSatisfying(why -> assertThat(why)
                        .isEqualTo("the last rollout's share is not in force: 0 % wanted; SSM still holds 5 %: refused,"
                                + " too-many-versions; mend it"));

        assertThat(play.applied().lease(20).last.refusal()).isEmpty();
    }

    private static List<Reason> told(Play play) {
        return play.verdicts.stream()
                .filter(Verdict::transition)
                .map(Verdict::reason)
                .toList();
    }
}
