package io.flowcanary.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.act.ShareDecision.Foreign;
import io.flowcanary.act.ShareDecision.InForce;
import io.flowcanary.act.ShareDecision.Nothing;
import io.flowcanary.act.ShareDecision.Put;
import io.flowcanary.record.Rollout.Pause;
import io.flowcanary.record.RolloutState;
import org.junit.jupiter.api.Test;

class ShareRuleTest {
    private final World world = new World();

    @Test
    void createsAMissingParameter() {
        assertThat(world.decide(Fixtures.started())).isInstanceOf(Put.class);
    }

    @Test
    void createsAParameterAgainThatSomebodyDeleted() {
        assertThat(world.decide(Fixtures.confirmed(Fixtures.started()))).isInstanceOf(Put.class);
    }

    @Test
    void theFirstWriteOfARolloutOverwritesWhateverWasThere() {
        world.stranger("50");

        assertThat(world.decide(Fixtures.started())).isInstanceOf(Put.class);
    }

    @Test
    void confirmsAShareThatWasReadBack() {
        world.stranger("50").judged().ours("i-1", 1, 5);

        assertThat(world.decide(Fixtures.started())).isEqualTo(new InForce(2));
    }

    @Test
    void confirmsOncePerEpoch() {
        world.ours("i-1", 1, 5).judged().confirmed(1);

        assertThat(world.decide(Fixtures.started())).isEqualTo(new Nothing());
    }

    @Test
    void confirmsAfterACrashBetweenPutAndConfirmation() {
        world.stranger("50").ours("i-1", 1, 5);

        assertThat(world.decide(Fixtures.started())).isEqualTo(new InForce(2));
    }

    @Test
    void leavesAConfirmedShareAloneAfterARestart() {
        world.ours("i-1", 1, 5);

        assertThat(world.decide(Fixtures.confirmed(Fixtures.started()))).isEqualTo(new Nothing());
    }

    @Test
    void writesTheNextStepOverOurOwnLast() {
        world.ours("i-1", 1, 5).judged().confirmed(1);

        assertThat(world.decide(Fixtures.advanced())).isInstanceOf(Put.class);
    }

    @Test
    void writesTheNextStepOverOurOwnLastAfterARestart() {
        world.stranger("50").ours("i-1", 1, 5);

        assertThat(world.decide(Fixtures.advanced())).isInstanceOf(Put.class);
    }

    @Test
    void reportsAStranger() {
        world.ours("i-1", 1, 5).judged().confirmed(1).stranger("50");

        assertThat(world.decide(Fixtures.confirmed(Fixtures.started()))).isEqualTo(new Foreign("50", 2, null));
    }

    @Test
    void reportsAStrangerWhoWroteWhileNobodyLooked() {
        world.ours("i-1", 1, 5).stranger("50");

        assertThat(world.decide(Fixtures.confirmed(Fixtures.started()))).isEqualTo(new Foreign("50", 2, null));
    }

    @Test
    void reportsAStrangerOnlyOnce() {
        world.ours("i-1", 1, 5).stranger("50").judged().reported();

        assertThat(world.decide(Fixtures.confirmed(Fixtures.started()))).isEqualTo(new Nothing());
    }

    @Test
    void reportsAStrangerWhoCameBeforeTheNextStepWasWritten() {
        world.ours("i-1", 1, 5).judged().confirmed(1).stranger("50");

        assertThat(world.decide(Fixtures.advanced())).isEqualTo(new Foreign("50", 2, null));
    }

    @Test
    void reportsAStrangerWhomOurOwnNextStepOverwrote() {
        world.ours("i-1", 1, 5).judged().confirmed(1).stranger("50").ours("i-2", 2, 25);

        assertThat(world.decide(Fixtures.advanced())).isEqualTo(new Foreign("50", 2, null));
    }

    @Test
    void reportsAStrangerWhomOurOwnNextStepOverwroteBeforeACrash() {
        world.ours("i-1", 1, 5).stranger("50").ours("i-2", 2, 25);

        assertThat(world.decide(Fixtures.advanced())).isEqualTo(new Foreign("50", 2, null));
    }

    @Test
    void reportsAStrangerBetweenTwoLooksUnderALateWriteOfOurs() {
        world.intent("i-1", 1, 5)
                .ours("i-2", 2, 25)
                .judged()
                .confirmed(2)
                .stranger("50")
                .lands("i-1");

        assertThat(world.decide(Fixtures.confirmed(Fixtures.advanced()))).isEqualTo(new Foreign("50", 2, null));
    }

    @Test
    void aStrangerWhoKeepsOurDescriptionIsAStranger() {
        world.ours("i-1", 1, 5).judged().confirmed(1).stranger("50", "flow-canary epoch=1 intent=i-1");

        assertThat(world.decide(Fixtures.confirmed(Fixtures.started()))).isEqualTo(new Foreign("50", 2, null));
    }

    @Test
    void aStrangerWhoCopiesAnOlderVersionOfOursIsAStranger() {
        world.ours("i-1", 1, 5)
                .ours("i-2", 2, 25)
                .judged()
                .confirmed(2)
                .stranger("5", "flow-canary epoch=1 intent=i-1");

        assertThat(world.decide(Fixtures.confirmed(Fixtures.advanced()))).isEqualTo(new Foreign("5", 3, null));
    }

    @Test
    void aCopyIsToldFromItsOriginalThatTheHistoryForgot() {
        world.ours("i-1", 1, 5)
                .answered("i-1", 1)
                .ours("i-2", 2, 25)
                .judged()
                .confirmed(2)
                .stranger("5", "flow-canary epoch=1 intent=i-1")
                .trimmed(1);

        assertThat(world.decide(Fixtures.confirmed(Fixtures.advanced()))).isEqualTo(new Foreign("5", 3, null));
    }

    @Test
    void aStrangerWhoInventsAnIntentIsAStranger() {
        world.ours("i-1", 1, 5).judged().confirmed(1).stranger("50", "flow-canary epoch=1 intent=i-9");

        assertThat(world.decide(Fixtures.confirmed(Fixtures.started()))).isEqualTo(new Foreign("50", 2, null));
    }

    @Test
    void aStrangerWhoWritesTheWantedShareGoesUnmentioned() {
        world.ours("i-1", 1, 5).judged().confirmed(1).stranger("5");

        assertThat(world.decide(Fixtures.confirmed(Fixtures.started()))).isEqualTo(new Nothing());
    }

    @Test
    void repairsALateWriteOfAnOlderEpoch() {
        world.intent("i-1", 1, 5).ours("i-2", 2, 25).judged().confirmed(2).lands("i-1");

        assertThat(world.decide(Fixtures.confirmed(Fixtures.advanced()))).isInstanceOf(Put.class);
    }

    @Test
    void repairsALateWriteOfAnOlderEpochAfterARestart() {
        world.intent("i-1", 1, 5).ours("i-2", 2, 25).lands("i-1");

        assertThat(world.decide(Fixtures.confirmed(Fixtures.advanced()))).isInstanceOf(Put.class);
    }

    @Test
    void repairsALateWriteOfAnEndedRolloutOfAnotherCanary() {
        world.intent("i-0", "other-ivr", 9, 0)
                .ours("i-1", 1, 5)
                .judged()
                .confirmed(1)
                .lands("i-0");

        assertThat(world.decide(Fixtures.confirmed(Fixtures.started()))).isInstanceOf(Put.class);
    }

    @Test
    void aResumptionOverwritesTheStrangerWhoCausedThePause() {
        world.ours("i-2", 2, 25).stranger("50").judged();

        assertThat(world.decide(Fixtures.resumed())).isInstanceOf(Put.class);
    }

    @Test
    void aStrangerFromBeforeAResumptionIsNotReportedAgain() {
        world.ours("i-2", 2, 25).stranger("50").ours("i-3", 3, 25);

        assertThat(world.decide(Fixtures.resumed())).isEqualTo(new InForce(3));
    }

    @Test
    void theStepAfterAResumptionDoesNotMindTheStrangerFromBefore() {
        world.ours("i-2", 2, 25).stranger("50").ours("i-3", 3, 25);

        assertThat(world.decide(Fixtures.rollout(RolloutState.BAKING, 2, 50, 4, false, "v-4")))
                .isInstanceOf(Put.class);
    }

    @Test
    void staysAwayWhileAStrangersHandIsRespected() {
        world.ours("i-1", 1, 5).stranger("50");

        assertThat(world.decide(Fixtures.paused(Fixtures.started(), Pause.EXTERNAL_CHANGE)))
                .isEqualTo(new Nothing());
    }

    @Test
    void keepsTheShareOfARolloutPausedForItsDeadline() {
        world.intent("i-1", 1, 5).ours("i-2", 2, 25).judged().confirmed(2).lands("i-1");

        assertThat(world.decide(Fixtures.paused(Fixtures.advanced(), Pause.DEADLINE)))
                .isInstanceOf(Put.class);
    }

    @Test
    void aDryRunNeverWrites() {
        assertThat(world.decide(Fixtures.dryRun(Fixtures.started()))).isEqualTo(new Nothing());
        assertThat(world.stranger("50").decide(Fixtures.dryRun(Fixtures.aborted())))
                .isEqualTo(new Nothing());
    }

    @Test
    void leavesTheParameterToTheInstanceThatKnowsALaterEpoch() {
        world.ours("i-1", 1, 5).ours("i-2", 2, 25);

        assertThat(world.decide(Fixtures.started())).isEqualTo(new Nothing());
    }

    @Test
    void knowsItsOwnWriteAfterTheIntentIsForgotten() {
        world.ours("i-1", 1, 5).intentsForgotten();

        assertThat(world.decide(Fixtures.advanced())).isInstanceOf(Put.class);
    }

    @Test
    void reportsAStrangerInAParameterThatWasDeletedAndCreatedAgain() {
        world.ours("i-1", 1, 5)
                .ours("i-1b", 1, 5)
                .judged()
                .confirmed(1)
                .trimmed(2)
                .stranger("50");

        assertThat(world.decide(Fixtures.confirmed(Fixtures.started()))).isEqualTo(new Foreign("50", 1, null));
    }
}
