package io.flowcanary.act;

import static io.flowcanary.act.KeeperBench.OTHER_ROLLOUTS;
import static io.flowcanary.act.KeeperBench.ROLLOUTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.act.ShareDecision.Foreign;
import io.flowcanary.act.ShareDecision.InForce;
import io.flowcanary.act.ShareDecision.Nothing;
import io.flowcanary.act.ShareDecision.Put;
import io.flowcanary.record.Command;
import io.flowcanary.record.Rollout;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two rollouts that began at once on one parameter, each judged by a task that did not know of the other. */
class RivalRolloutsTest {
    private static final String RIVAL = "other-ivr";

    private final World world = new World();

    @Test
    void whoeverWroteFirstGivesWay() {
        world.ours("i-1", 1, 5)
                .judged()
                .confirmed(1)
                .intent("r-1", RIVAL, 1, 10)
                .lands("r-1");

        assertThat(world.decide(Fixtures.confirmed(Fixtures.started()))).isEqualTo(new Foreign("10", 2, RIVAL));
    }

    @Test
    void givesWayAlsoToTheVeryShareThatIsWanted() {
        world.ours("i-1", 1, 5).judged().confirmed(1).intent("r-1", RIVAL, 1, 5).lands("r-1");

        assertThat(world.decide(Fixtures.confirmed(Fixtures.started()))).isEqualTo(new Foreign("5", 2, RIVAL));
    }

    @Test
    void givesWayBeforeTheNextStepIsWritten() {
        world.ours("i-1", 1, 5).judged().confirmed(1).intent("r-1", RIVAL, 1, 5).lands("r-1");

        assertThat(world.decide(Fixtures.advanced())).isEqualTo(new Foreign("5", 2, RIVAL));
    }

    @Test
    void whoeverWroteLastGoesOn() {
        world.intent("r-1", RIVAL, 1, 10).lands("r-1").ours("i-1", 1, 5);

        assertThat(world.decide(Fixtures.started())).isEqualTo(new InForce(2));
    }

    @Test
    void repairsARivalsWriteThatWasSetOutForBeforeOurs() {
        world.intent("r-0", RIVAL, 0, 10)
                .ours("i-1", 1, 5)
                .judged()
                .confirmed(1)
                .lands("r-0");

        assertThat(world.decide(Fixtures.confirmed(Fixtures.started()))).isInstanceOf(Put.class);
    }

    @Test
    void anEndedRolloutDoesNotMindTheNextCanarys() {
        world.ours("i-1", 1, 5)
                .ours("i-3", 3, 0)
                .judged()
                .confirmed(3)
                .intent("r-4", RIVAL, 4, 5)
                .lands("r-4");

        assertThat(world.decide(Fixtures.confirmed(Fixtures.rolledBack()))).isEqualTo(new Nothing());
    }

    @Test
    void exactlyOneOfTwoIsReportedAndNobodyFights() {
        Rollout rival =
                Fixtures.of(RIVAL, Fixtures.policy(RIVAL, null, Fixtures.TOPIC, "default", false), Fixtures.started());
        KeeperBench bench = new KeeperBench();
        bench.assigned(ROLLOUTS, OTHER_ROLLOUTS)
                .publishes(Fixtures.started())
                .publishes(OTHER_ROLLOUTS, rival)
                .turns(4);

        for (int i = 0; i < 5; i++) {
            bench.later(Duration.ofSeconds(5)).turns(4);
        }

        assertThat(bench.commands().stream().filter(Command.ExternalChange.class::isInstance))
                .singleElement()
                .satisfies(change -> assertThat(change.reason()).matches("the rollout of '(main|other)-ivr' wrote 5"));
        assertThat(bench.recordedIntents()).hasSize(2);
    }
}
