package io.flowcanary.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.bridge.envelope.Envelopes;
import io.flowcanary.record.DeadLetter;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SqsSourceTest {
    private static final SqsSettings SETTINGS =
            new SqsSettings("q", 1, 2, Duration.ofSeconds(30), Duration.ofSeconds(5), null);

    private final FakeSqs sqs = new FakeSqs();
    private final AtomicReference<Optional<String>> kafkaTrouble = new AtomicReference<>(Optional.empty());
    private Fixture fixture;
    private SqsSource source;

    @AfterEach
    void stop() {
        fixture.kafka.sendException = null;
        while (fixture.kafka.completeNext()) {}
        source.close();
    }

    @Test
    void deletesAMessageOnlyWhenKafkaHasAcknowledged() {
        start(new Fixture(false));
        sqs.send(Envelopes.flowEnd().text());
        await().until(() -> fixture.kafka.history().size() == 1);
        assertThat(sqs.left()).isOne();

        fixture.kafka.completeNext();

        await().until(() -> sqs.left() == 0);
        assertThat(fixture.count("written")).isOne();
    }

    @Test
    void deletesWhatItSkipsOrBuries() {
        start(new Fixture(true));
        sqs.send("{");
        sqs.send(Envelopes.of("wrapup").text());

        await().until(() -> sqs.left() == 0);

        assertThat(fixture.deadLetters()).extracting(DeadLetter::origin).containsExactly("id-of-handle-1");
    }

    @Test
    void takesEveryMessageOfMany() {
        start(new Fixture(true));
        for (int i = 0; i < 95; i++) {
            sqs.send(Envelopes.flowEnd().text());
        }

        await().until(() -> sqs.left() == 0);

        assertThat(fixture.count("written")).isEqualTo(95);
    }

    @Test
    void deletesAgainWhatWasNotDeleted() {
        sqs.deletionsToFail.set(3);
        start(new Fixture(true));
        sqs.send(Envelopes.flowEnd().text());
        sqs.send(Envelopes.flowEnd().text());

        await().until(() -> sqs.left() == 0);

        assertThat(fixture.count("written")).isEqualTo(2);
    }

    @Test
    void givesBackWhatKafkaDoesNotTakeAndReceivesNoMoreUntilKafkaIsBack() {
        start(new Fixture(false));
        kafkaTrouble.set(Optional.of("away"));
        sqs.send(Envelopes.flowEnd().text());
        await().until(() -> fixture.kafka.history().size() == 1);

        fixture.kafka.errorNext(new TimeoutException("too late"));
        await().until(() -> sqs.hidden() == 0);
        await().during(Duration.ofMillis(300))
                .until(() -> fixture.kafka.history().size() == 1);
        kafkaTrouble.set(Optional.empty());

        await().until(() -> fixture.kafka.completeNext());
        await().until(() -> sqs.left() == 0);
        assertThat(fixture.count("returned")).isPositive();
        assertThat(fixture.count("written")).isOne();
    }

    @Test
    void theQueueKeepsWhatComesWhileTheTopicHasMorePartitions() {
        start(new Fixture(true));
        sqs.send(Envelopes.flowEnd().text());
        await().until(() -> sqs.left() == 0);

        fixture.partitions = 24;
        for (int i = 0; i < 25; i++) {
            sqs.send(Envelopes.flowEnd().text());
        }
        await().until(() -> fixture.count("returned") > 0 && sqs.hidden() == 0);
        long returned = fixture.count("returned");
        await().during(Duration.ofMillis(300)).until(() -> fixture.count("returned") == returned);
        assertThat(sqs.left()).isEqualTo(25);
        assertThat(fixture.kafka.history()).hasSize(1);
        assertThat(source.drained()).isEmpty();

        fixture.partitions = Fixture.PARTITIONS;
        await().until(() -> sqs.left() == 0);
        assertThat(fixture.kafka.history()).hasSize(26);
        assertThat(fixture.fatal.get()).isNull();
    }

    @Test
    void isDrainedUpToItsEmptyPollsLessTheMargin() {
        start(new Fixture(true));

        await().untilAsserted(
                        () -> assertThat(source.drained()).contains(new Drained(Fixture.NOW.minusSeconds(5), false)));
    }

    @Test
    void isNotDrainedWhileAMessageWaitsForKafka() {
        start(new Fixture(false));
        sqs.send(Envelopes.flowEnd().text());
        await().until(() -> fixture.kafka.history().size() == 1);
        int polls = sqs.polls.get();
        await().until(() -> sqs.polls.get() > polls + 6);
        assertThat(source.drained()).isEmpty();

        fixture.kafka.completeNext();

        await().until(() -> source.drained().isPresent());
    }

    @Test
    void isNotDrainedWhileSomebodyElseHoldsAMessage() {
        sqs.heldByOthers.set(1);
        start(new Fixture(true));
        await().until(() -> sqs.polls.get() > 6);
        assertThat(source.drained()).isEmpty();

        sqs.heldByOthers.set(0);

        await().until(() -> source.drained().isPresent());
    }

    @Test
    void showsAnOutageAndReceivesOnAfterIt() {
        sqs.away.set(true);
        start(new Fixture(true));
        await().untilAsserted(() -> assertThat(source.trouble()).contains("no route to SQS"));
        assertThat(source.drained()).isEmpty();

        sqs.away.set(false);
        sqs.send(Envelopes.flowEnd().text());

        await().until(() -> sqs.left() == 0 && source.trouble().isEmpty());
    }

    @Test
    void extendsOnlyWhatItHasHeldForSomeTime() {
        fixture = new Fixture(true);
        source = source();
        SqsLeases leases = new SqsLeases(new SqsQueue(sqs, SETTINGS), SETTINGS);
        leases.hold("old");
        leases.extend();
        assertThat(sqs.extended()).isEmpty();

        leases.hold("new");
        leases.extend();
        assertThat(sqs.extended()).containsExactly("old");

        leases.release("old");
        leases.extend();
        assertThat(sqs.extended()).containsExactly("old", "new");
        leases.close();
    }

    @Test
    void waitsAtItsEndForTheReceiptsOfWhatItTook() {
        start(new Fixture(false));
        sqs.send(Envelopes.flowEnd().text());
        await().until(() -> fixture.kafka.history().size() == 1);
        Thread closing = new Thread(source::close);

        closing.start();
        fixture.kafka.completeNext();

        await().until(() -> !closing.isAlive());
        assertThat(sqs.left()).isZero();
    }

    private void start(Fixture with) {
        fixture = with;
        source = source();
        source.start();
    }

    private SqsSource source() {
        return new SqsSource(
                sqs,
                SETTINGS,
                fixture.ingest,
                () -> kafkaTrouble.get().or(fixture.writer::trouble),
                fixture.clock,
                new Random(1));
    }
}
