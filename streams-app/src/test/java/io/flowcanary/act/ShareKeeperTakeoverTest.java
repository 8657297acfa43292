package io.flowcanary.act;

import static io.flowcanary.act.KeeperBench.ROLLOUTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Command;
import io.flowcanary.record.Intent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Instances that crash, come back, or write when another has taken over. */
class ShareKeeperTakeoverTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final KeeperBench bench = new KeeperBench();

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
