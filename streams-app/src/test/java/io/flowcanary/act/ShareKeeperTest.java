package io.flowcanary.act;

import static io.flowcanary.act.KeeperBench.OTHER_ROLLOUTS;
import static io.flowcanary.act.KeeperBench.ROLLOUTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Command;
import io.flowcanary.record.Intent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShareKeeperTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final KeeperBench bench = new KeeperBench();

    @Test
    void recordsAnIntentWritesReadsBackAndConfirms() {
        bench.assigned(ROLLOUTS).publishes(Fixtures.started()).turns(2);

        assertThat(bench.recordedIntents())
                .containsExactly(new Intent("i-1", Fixtures.PARAMETER, "main-ivr", 1, 5, Fixtures.at(4)));
        assertThat(bench.store.parameters.get(Fixtures.PARAMETER))
                .extracting(ParameterVersion::value, ParameterVersion::description)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("5", "flow-canary epoch=1 intent=i-1"));
        assertThat(bench.commands()).singleElement().satisfies(command -> {
            assertThat(command.id()).isEqualTo("applied-1-1");
            assertThat(command)
                    .isInstanceOfSatisfying(
                            Command.Applied.class,
                            applied -> assertThat(applied.share()).isEqualTo(5));
        });
        assertThat(bench.board.health().ok()).isTrue();
    }

    @Test
    void looksAgainOnlyAfterTheInterval() {
        bench.assigned(ROLLOUTS).publishes(Fixtures.started()).turns(2);
        int reads = bench.store.reads;

        assertThat(bench.turns(3).store.reads).isEqualTo(reads);
        assertThat(bench.later(INTERVAL).turns(1).store.reads).isEqualTo(reads + 1);
    }

    @Test
    void aNewEpochIsWrittenAtOnce() {
        bench.assigned(ROLLOUTS).publishes(Fixtures.started()).turns(2);

        bench.publishes(Fixtures.advanced()).turns(2);

        assertThat(bench.store.value(Fixtures.PARAMETER)).isEqualTo("25");
        assertThat(bench.commands()).extracting(Command::id).containsExactly("applied-1-1", "applied-2-2");
    }

    @Test
    void actsOnTheNewestRolloutOnlyWhenAPartitionIsReadFromItsBeginning() {
        bench.assigned(ROLLOUTS);
        bench.rollouts.setMaxPollRecords(1);

        bench.publishes(Fixtures.started()).publishes(Fixtures.advanced()).turns(4);

        assertThat(bench.store.parameters.get(Fixtures.PARAMETER))
                .extracting(ParameterVersion::value)
                .containsExactly("25");
    }

    @Test
    void tellsOfAStrangerOnceAndLeavesTheirValue() {
        bench.assigned(ROLLOUTS).publishes(Fixtures.started()).turns(2);
        bench.store.write(Fixtures.PARAMETER, "50", null);

        bench.later(INTERVAL).turns(2).later(INTERVAL).turns(2);

        assertThat(bench.store.value(Fixtures.PARAMETER)).isEqualTo("50");
        assertThat(bench.commands()).extracting(Command::id).containsExactly("applied-1-1", "external-1-2");
    }

    @Test
    void tellsOfAStrangerWhoWroteRightBeforeOurPut() {
        bench.assigned(ROLLOUTS).publishes(Fixtures.started()).turns(2);
        bench.store.beforePut = () -> bench.store.write(Fixtures.PARAMETER, "50", null);

        bench.publishes(Fixtures.advanced()).turns(2);

        assertThat(bench.commands()).extracting(Command::id).containsExactly("applied-1-1", "external-2-2");
    }

    @Test
    void knowsTheWritesOfAnotherInstance() {
        Intent theirs = new Intent(
                "i-9", Fixtures.PARAMETER, "main-ivr", 1, 5, Fixtures.at(1).plusSeconds(1));
        bench.recorded(theirs);
        bench.store.write(Fixtures.PARAMETER, "5", Description.of(theirs));

        bench.assigned(ROLLOUTS).publishes(Fixtures.advanced()).turns(2);

        assertThat(bench.store.value(Fixtures.PARAMETER)).isEqualTo("25");
    }

    @Test
    void aRevokedPartitionsRolloutsAreForgotten() {
        bench.assigned(ROLLOUTS, OTHER_ROLLOUTS).publishes(Fixtures.started()).turns(2);
        bench.assigned(OTHER_ROLLOUTS);
        bench.store.write(Fixtures.PARAMETER, "5", null);
        int reads = bench.store.reads;

        bench.later(INTERVAL).turns(2);

        assertThat(bench.store.reads).isEqualTo(reads);
    }

    @Test
    void aRolloutThatCannotBeReadIsNoLongerKeptUp() {
        bench.assigned(ROLLOUTS).publishes(Fixtures.started()).turns(2);
        int reads = bench.store.reads;

        bench.publishes(ROLLOUTS, "main-ivr", "{\"type\":\"rollout/9\"}".getBytes())
                .later(INTERVAL)
                .turns(2);

        assertThat(bench.store.reads).isEqualTo(reads);
        assertThat(bench.board.health().targets().get("rollout:main-ivr").problem())
                .contains("upgrade");
    }

    @Test
    void aDryRunsParameterIsNotEvenRead() {
        bench.assigned(ROLLOUTS).publishes(Fixtures.dryRun(Fixtures.started())).turns(3);

        assertThat(bench.store.reads).isZero();
    }
}
