package io.flowcanary.act;

import static io.flowcanary.act.KeeperBench.OTHER_ROLLOUTS;
import static io.flowcanary.act.KeeperBench.ROLLOUTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowcanary.record.Command;
import io.flowcanary.record.Intent;
import io.flowcanary.record.Policy;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ShareKeeperTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final String OTHER = "/genesys/canary/other";

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
    void throttlingDelaysAWriteAndLosesNothing() {
        bench.store.putFailures.add(Problem.retry("ThrottlingException: Rate exceeded"));
        bench.assigned(ROLLOUTS).publishes(Fixtures.started()).turns(2);

        assertThat(bench.commands()).isEmpty();
        assertThat(bench.board
                        .health()
                        .targets()
                        .get("ssm:" + Fixtures.PARAMETER)
                        .ok())
                .isFalse();

        bench.later(Duration.ofMillis(300)).turns(2);

        assertThat(bench.store.value(Fixtures.PARAMETER)).isEqualTo("5");
        assertThat(bench.board.health().ok()).isTrue();
    }

    @Test
    void aRefusalStaysInHealthUntilItWorksAgain() {
        bench.store.failing.put(Fixtures.PARAMETER, Problem.denied("allow ssm:GetParameter"));
        bench.assigned(ROLLOUTS)
                .publishes(Fixtures.started())
                .turns(2)
                .later(INTERVAL)
                .turns(2);

        assertThat(bench.board.health().targets().get("ssm:" + Fixtures.PARAMETER))
                .isEqualTo(new ActHealth.Target(false, "allow ssm:GetParameter", Fixtures.at(4)));

        bench.store.failing.clear();
        bench.later(INTERVAL).turns(1);

        assertThat(bench.board.health().ok()).isTrue();
    }

    @Test
    void oneParametersProblemDoesNotHoldBackAnother() {
        bench.store.failing.put(Fixtures.PARAMETER, Problem.retry("no answer in time"));
        Policy other = new Policy(
                "other-ivr",
                null,
                null,
                OTHER,
                null,
                List.of(5, 100),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false);

        bench.assigned(ROLLOUTS)
                .publishes(Fixtures.started())
                .publishes(Fixtures.of("other-ivr", other, Fixtures.started()))
                .turns(3);

        assertThat(bench.store.value(OTHER)).isEqualTo("5");
    }

    @Test
    void anAbortNeedsNoHistory() {
        bench.store.write(Fixtures.PARAMETER, "50", null);
        bench.store.historyFailure = Problem.denied("allow ssm:GetParameterHistory");

        bench.assigned(ROLLOUTS).publishes(Fixtures.aborted()).turns(2);

        assertThat(bench.store.value(Fixtures.PARAMETER)).isEqualTo("0");
        assertThat(bench.commands()).extracting(Command::id).containsExactly("applied-3-2");
    }

    @Test
    void nothingIsPutWhenTheIntentCouldNotBeRecorded() {
        bench.producer.sendException = new TimeoutException("no leader");
        bench.assigned(ROLLOUTS).publishes(Fixtures.started());

        assertThatThrownBy(() -> bench.turns(2)).isInstanceOf(TimeoutException.class);
        assertThat(bench.store.puts).isZero();

        bench.producer.sendException = null;
        bench.later(INTERVAL).turns(2);

        assertThat(bench.store.value(Fixtures.PARAMETER)).isEqualTo("5");
    }

    @Test
    void nothingIsPutWhenRecordingTookSoLongThatAnotherMayHaveTakenOver() {
        bench.recordingTakes(Duration.ofSeconds(8))
                .assigned(ROLLOUTS)
                .publishes(Fixtures.started())
                .turns(2);

        assertThat(bench.store.puts).isZero();

        bench.recordingTakes(Duration.ZERO).later(INTERVAL).turns(2);

        assertThat(bench.store.value(Fixtures.PARAMETER)).isEqualTo("5");
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

    @Test
    void whoeverGoesOnAfterACrashBetweenPutAndConfirmationConfirmsAndWritesNothing() {
        Intent ours = new Intent(
                "i-9", Fixtures.PARAMETER, "main-ivr", 1, 5, Fixtures.at(1).plusSeconds(1));
        bench.recorded(ours);
        bench.store.write(Fixtures.PARAMETER, "5", Description.of(ours));

        bench.assigned(ROLLOUTS).publishes(Fixtures.started()).turns(2);

        assertThat(bench.store.puts).isZero();
        assertThat(bench.commands()).extracting(Command::id).containsExactly("applied-1-1");
    }

    @Test
    void whoeverGoesOnAfterACrashBetweenIntentAndPutWrites() {
        bench.recorded(new Intent(
                "i-9", Fixtures.PARAMETER, "main-ivr", 1, 5, Fixtures.at(1).plusSeconds(1)));

        bench.assigned(ROLLOUTS).publishes(Fixtures.started()).turns(2);

        assertThat(bench.store.value(Fixtures.PARAMETER)).isEqualTo("5");
        assertThat(bench.commands()).extracting(Command::id).containsExactly("applied-1-1");
    }

    @Test
    void aZombiesLateWriteOfAnOlderEpochIsRepairedAndIsNobodyElsesHand() {
        bench.assigned(ROLLOUTS).publishes(Fixtures.advanced()).turns(2);
        Intent late = new Intent(
                "i-9", Fixtures.PARAMETER, "main-ivr", 1, 5, Fixtures.at(1).plusSeconds(1));
        bench.recorded(late);
        bench.store.write(Fixtures.PARAMETER, "5", Description.of(late));

        bench.later(INTERVAL).turns(2);

        assertThat(bench.store.value(Fixtures.PARAMETER)).isEqualTo("25");
        assertThat(bench.commands()).noneMatch(Command.ExternalChange.class::isInstance);
    }

    @Test
    void aZombieThatReadsOfALaterEpochWritesNoMore() {
        bench.recorded(new Intent(
                "i-9", Fixtures.PARAMETER, "main-ivr", 3, 0, Fixtures.at(3).plusSeconds(1)));
        bench.store.write(Fixtures.PARAMETER, "0", null);

        bench.assigned(ROLLOUTS).publishes(Fixtures.advanced()).turns(2);

        assertThat(bench.store.puts).isZero();
        assertThat(bench.commands()).isEmpty();
    }

    @Test
    void aPutThatWasSuspendedBeforeAnAbortAndLandsAfterItIsRepaired() {
        bench.assigned(ROLLOUTS).publishes(Fixtures.advanced());
        bench.store.putFailures.add(Problem.retry("no answer in time"));
        bench.turns(2);
        Intent suspended = bench.recordedIntents().get(0);
        bench.recorded(suspended);
        bench.publishes(Fixtures.aborted()).turns(2);
        assertThat(bench.store.value(Fixtures.PARAMETER)).isEqualTo("0");

        bench.store.write(Fixtures.PARAMETER, "25", Description.of(suspended));
        bench.later(INTERVAL).turns(2);

        assertThat(bench.store.value(Fixtures.PARAMETER)).isEqualTo("0");
        assertThat(bench.commands()).noneMatch(Command.ExternalChange.class::isInstance);
    }
}
