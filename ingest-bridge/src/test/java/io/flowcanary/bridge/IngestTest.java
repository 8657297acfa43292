package io.flowcanary.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.bridge.envelope.Envelopes;
import io.flowcanary.bridge.envelope.Shapes;
import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.DeadLetter;
import io.flowcanary.record.Messages;
import io.flowcanary.topics.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IngestTest {
    private final Fixture fixture = new Fixture(false);

    @Test
    void writesAnEventUnderItsConversation() {
        fixture.ingest.take("m-1", Envelopes.flowEnd().utf8());

        ProducerRecord<String, byte[]> written =
                fixture.written(Topic.CONVERSATION_EVENTS).get(0);
        assertThat(written.key()).isEqualTo(Envelopes.CONVERSATION);
        assertThat(Messages.read(written.value(), ConversationEvent.class).receivedAt())
                .isEqualTo(Fixture.NOW.toEpochMilli());
    }

    @Test
    void givesAReceiptOnlyWhenKafkaHasAcknowledged() {
        CompletableFuture<Receipt> receipt =
                fixture.ingest.take("m-1", Envelopes.flowEnd().utf8());
        assertThat(receipt).isNotDone();
        assertThat(fixture.count("written")).isZero();

        fixture.kafka.completeNext();

        assertThat(receipt).isCompletedWithValue(Receipt.written(Envelopes.EVENT_TIME));
        assertThat(fixture.count("written")).isOne();
    }

    @Test
    void keepsWhatIsUnusableAsADeadLetter() {
        CompletableFuture<Receipt> receipt = fixture.ingest.take(
                "m-1", Envelopes.flowEnd().without("eventTime").utf8());
        fixture.kafka.completeNext();

        DeadLetter letter = fixture.deadLetters().get(0);
        assertThat(receipt).isCompletedWithValue(Receipt.DEAD_LETTERED);
        assertThat(letter.reason()).isEqualTo("missing-field");
        assertThat(letter.source()).isEqualTo("test");
        assertThat(letter.origin()).isEqualTo("m-1");
        assertThat(letter.at()).isEqualTo(Fixture.NOW);
        assertThat(letter.payload()).contains("\"ani\":\"*\"");
    }

    @Test
    void writesNothingForWhatNoMetricReads() {
        assertThat(fixture.ingest.take("m-1", Envelopes.of("wrapup").utf8())).isCompletedWithValue(Receipt.SKIPPED);
        assertThat(fixture.kafka.history()).isEmpty();
    }

    @Test
    void leavesWithItsSourceWhatKafkaDidNotAcknowledge() {
        CompletableFuture<Receipt> receipt =
                fixture.ingest.take("m-1", Envelopes.flowEnd().utf8());

        fixture.kafka.errorNext(new TimeoutException("120000 ms have passed"));

        assertThat(receipt).isCompletedExceptionally();
        assertThat(fixture.count("returned")).isOne();
        assertThat(fixture.fatal).hasNullValue();
    }

    @Test
    void tellsOfAnErrorThatNoRetryCanHelp() {
        fixture.ingest.take("m-1", Envelopes.flowEnd().utf8());

        fixture.kafka.errorNext(new TopicAuthorizationException("not authorized"));

        assertThat(fixture.fatal.get()).isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void tellsOfAProducerThatRefusesToSend() {
        fixture.kafka.sendException = new IllegalStateException("closed");

        assertThat(fixture.ingest.take("m-1", Envelopes.flowEnd().utf8())).isCompletedExceptionally();
        assertThat(fixture.fatal.get()).hasMessage("closed");
    }

    @Test
    void boundsWhatWaitsForKafka() {
        Fixture narrow = new Fixture(false, 2);
        narrow.ingest.take("m-1", Envelopes.flowEnd().utf8());
        narrow.ingest.take("m-2", Envelopes.flowEnd().utf8());

        assertThat(narrow.ingest.take("m-3", Envelopes.flowEnd().utf8())).failsWithin(Duration.ofSeconds(5));
        narrow.kafka.completeNext();
        assertThat(narrow.ingest.take("m-3", Envelopes.flowEnd().utf8())).isNotDone();
        assertThat(narrow.kafka.history()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(Shapes.class)
    void readsAMessageOfEveryForm(Shapes shape) {
        Fixture ready = new Fixture(true);
        byte[] message =
                shape.of(List.of(Envelopes.flowEnd().text(), Envelopes.of("acw").text()));

        CompletableFuture<Receipt> receipt = ready.ingest.take("m-1", message);

        assertThat(receipt).isCompletedWithValue(Receipt.written(Envelopes.EVENT_TIME));
        assertThat(ready.written(Topic.CONVERSATION_EVENTS)).hasSize(2);
    }

    @Test
    void givesAReceiptForAMessageWhenKafkaHoldsAllThatIsInIt() {
        byte[] message = ("[" + Envelopes.flowEnd().text() + ",{}]").getBytes();

        CompletableFuture<Receipt> receipt = fixture.ingest.take("m-1", message);
        fixture.kafka.completeNext();
        assertThat(receipt).isNotDone();
        fixture.kafka.completeNext();

        assertThat(receipt).isCompletedWithValue(Receipt.written(Envelopes.EVENT_TIME));
        assertThat(fixture.deadLetters().get(0).origin()).isEqualTo("m-1/1");
    }

    @Test
    void noticesThatMostOfItIsBuried() {
        for (int i = 0; i < 40; i++) {
            fixture.ingest.take("m-" + i, "{\"name\":\"Kim\"}".getBytes());
        }

        assertThat(fixture.burials.trouble())
                .get()
                .asString()
                .startsWith("40 of the last 40 records")
                .endsWith("shape: {name: text}");
    }

    @Test
    void accountsForEveryEnvelope() {
        fixture.ingest.take("m-1", Envelopes.flowEnd().utf8());
        fixture.ingest.take("m-2", Envelopes.of("wrapup").utf8());
        fixture.ingest.take("m-3", "{".getBytes());
        fixture.ingest.take("m-4", Envelopes.of("acw").utf8());
        fixture.kafka.completeNext();
        fixture.kafka.completeNext();
        fixture.kafka.errorNext(new TimeoutException("late"));

        assertThat(fixture.ledger.counts().toString())
                .isEqualTo("{received=4, written=1, skipped=1, deadLettered=1, returned=1, heartbeats=0,"
                        + " writtenByTopic={flow.end=1}, skippedByReason={not-needed-wrapup=1},"
                        + " deadLetteredByReason={malformed-json=1}}");
    }
}
