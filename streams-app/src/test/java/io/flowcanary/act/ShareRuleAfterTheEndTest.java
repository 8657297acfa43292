package io.flowcanary.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.act.ShareDecision.Foreign;
import io.flowcanary.act.ShareDecision.InForce;
import io.flowcanary.act.ShareDecision.Nothing;
import io.flowcanary.act.ShareDecision.Put;
import org.junit.jupiter.api.Test;

class ShareRuleAfterTheEndTest {
    private final World world = new World();

    @Test
    void repairsASuspendedWriteThatLandsAfterAnAbort() {
        world.intent("i-2", 2, 25).ours("i-3", 3, 0).judged().confirmed(3).lands("i-2");

        assertThat(world.decide(Fixtures.confirmed(Fixtures.aborted()))).isInstanceOf(Put.class);
    }

    @Test
    void anAbortOverwritesAStranger() {
        world.ours("i-1", 2, 25).stranger("50").judged().reported();

        assertThat(world.decide(Fixtures.aborted())).isInstanceOf(Put.class);
    }

    @Test
    void anAbortIsWrittenAgainUntilZeroIsReadBack() {
        world.ours("i-3", 3, 0).stranger("50");

        assertThat(world.decide(Fixtures.aborted())).isInstanceOf(Put.class);
    }

    @Test
    void anAbortIsInForceOnceZeroIsRead() {
        world.stranger("50").ours("i-3", 3, 0);

        assertThat(world.decide(Fixtures.aborted())).isEqualTo(new InForce(2));
    }

    @Test
    void aRollbackOverwritesAStrangerWhomNobodyHadNoticed() {
        world.ours("i-2", 2, 25).judged().confirmed(2).stranger("50");

        assertThat(world.decide(Fixtures.rolledBack())).isInstanceOf(Put.class);
    }

    @Test
    void aPromotionYieldsToAStrangerWhomNobodyHadNoticed() {
        world.ours("i-2", 2, 25).judged().confirmed(2).stranger("10");

        assertThat(world.decide(Fixtures.promoted())).isEqualTo(new Foreign("10", 2, null));
    }

    @Test
    void anEndIsAssertedWhenItsShareIsReadAndNotWrittenAgain() {
        world.ours("i-2", 2, 25).stranger("0");

        assertThat(world.decide(Fixtures.rolledBack())).isEqualTo(new InForce(2));
    }

    @Test
    void driftAfterTheEndIsReportedAndNotFought() {
        world.ours("i-3", 3, 100).judged().confirmed(3).stranger("10");

        assertThat(world.decide(Fixtures.promoted())).isEqualTo(new Foreign("10", 2, null));
        assertThat(world.judged().reported().decide(Fixtures.promoted())).isEqualTo(new Nothing());
    }

    @Test
    void driftAfterAnAssertedAbortIsReportedAndNotFought() {
        world.ours("i-3", 3, 0).judged().confirmed(3).stranger("10");

        assertThat(world.decide(Fixtures.aborted())).isEqualTo(new Foreign("10", 2, null));
    }

    @Test
    void aParameterDeletedAfterTheEndStaysDeleted() {
        assertThat(world.decide(Fixtures.confirmed(Fixtures.promoted()))).isEqualTo(new Nothing());
    }

    @Test
    void anEndedRolloutYieldsToTheNextCanaryOnItsParameter() {
        world.ours("i-3", 3, 0)
                .judged()
                .confirmed(3)
                .intent("j-1", "other-ivr", 4, 5)
                .lands("j-1");

        assertThat(world.decide(Fixtures.confirmed(Fixtures.rolledBack()))).isEqualTo(new Nothing());
    }
}
