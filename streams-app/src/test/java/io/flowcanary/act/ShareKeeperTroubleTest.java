package io.flowcanary.act;

import static io.flowcanary.act.KeeperBench.ROLLOUTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowcanary.record.Command;
import io.flowcanary.record.Intent;
import io.flowcanary.record.Policy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What does not work, and what it holds back. */
class ShareKeeperTroubleTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final String OTHER = "/genesys/canary/other";
    private static final Problem REFUSED = Problem.configuration("not allowed", "allow ssm:PutParameter");

    private final KeeperBench bench = new KeeperBench();

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
        bench.store.failing.put(Fixtures.PARAMETER, Problem.configuration("not allowed", "allow ssm:GetParameter"));
        bench.assigned(ROLLOUTS)
                .publishes(Fixtures.started())
                .turns(2)
                .later(INTERVAL)
                .turns(2);

        assertThat(bench.board.health().targets().get("ssm:" + Fixtures.PARAMETER))
                .isEqualTo(new ActHealth.Target(false, "not allowed: allow ssm:GetParameter", Fixtures.at(4)));

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
        bench.store.historyFailure = Problem.configuration("not allowed", "allow ssm:GetParameterHistory");

        bench.assigned(ROLLOUTS).publishes(Fixtures.aborted()).turns(2);

        assertThat(bench.store.value(Fixtures.PARAMETER)).isEqualTo("0");
        assertThat(bench.commands()).extracting(Command::id).containsExactly("applied-3-2");
    }

    @Test
    void aRefusalThatLastsLeavesOneIntentAndTheWriteThatComesThroughIsKnownAsOurs() {
        bench.store.write(Fixtures.PARAMETER, "5", null);
        bench.store.putFailures.addAll(Collections.nCopies(50, REFUSED));
        bench.assigned(ROLLOUTS).publishes(Fixtures.aborted());

        tries(50);
        assertThat(bench.store.puts).isEqualTo(50);
        assertThat(bench.recordedIntents()).hasSize(1);

        tries(5);
        assertThat(bench.recordedIntents()).hasSize(1);
        assertThat(bench.store.value(Fixtures.PARAMETER)).isEqualTo("0");
        assertThat(bench.commands()).last().isInstanceOf(Command.Applied.class);
    }

    @Test
    void aPutThatMayStillLandKeepsItsIntentToItself() {
        bench.store.putFailures.addAll(Collections.nCopies(3, Problem.retry("no answer in time")));
        bench.assigned(ROLLOUTS).publishes(Fixtures.aborted());

        tries(4);

        assertThat(bench.recordedIntents()).extracting(Intent::id).containsExactly("i-1", "i-2", "i-3", "i-4");
    }

    @Test
    void anotherShareIsAnotherIntent() {
        bench.store.putFailures.addAll(Collections.nCopies(2, REFUSED));
        bench.assigned(ROLLOUTS).publishes(Fixtures.started());
        tries(2);

        bench.publishes(Fixtures.aborted());
        tries(2);

        assertThat(bench.recordedIntents()).extracting(Intent::share).containsExactly(5, 0);
    }

    @Test
    void anIntentIsUsedAgainForTenMinutes() {
        Share share = new Share(Fixtures.aborted(), 0);
        Intent intent = new Intent("i", Fixtures.PARAMETER, "main-ivr", 3, 0, Fixtures.at(4));

        share.unused(intent);
        assertThat(share.unused(Fixtures.at(4).plus(Share.INTENT_LASTS).minusMillis(1)))
                .contains(intent);
        share.unused(intent);
        assertThat(share.unused(Fixtures.at(4).plus(Share.INTENT_LASTS))).isEmpty();
    }

    private void tries(int count) {
        for (int i = 0; i < count; i++) {
            bench.later(INTERVAL).turns(1);
        }
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
}
