package io.flowcanary.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowcanary.query.NotReadyException;
import io.flowcanary.record.Answer;
import io.flowcanary.record.Command;
import io.flowcanary.record.Messages;
import io.flowcanary.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class OrderDeskTest {
    private static final Instant AT = Instant.parse("2026-01-15T09:00:00Z");
    private static final Command.Order PAUSE = new Command.Pause("k-1", "main-ivr", AT, "kim", "lunch");

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, new RoundRobinPartitioner(), new StringSerializer(), new ByteArraySerializer());
    private final OrderDesk desk = new OrderDesk(producer, () -> true, Duration.ofMinutes(1));

    @Test
    void sendsTheOrderToItsCanarysPartition() {
        desk.give(PAUSE);

        assertThat(producer.history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo(Topic.COMMANDS.topicName());
            assertThat(record.key()).isEqualTo("main-ivr");
            assertThat(Messages.read(record.value(), Command.class)).isEqualTo(PAUSE);
        });
    }

    @Test
    void endsWithTheAnswerToThisOrderAndNoOther() {
        CompletableFuture<Answer> answer = desk.give(PAUSE);

        desk.heard(answer("k-2", "main-ivr"));
        desk.heard(answer("k-1", "other-ivr"));
        assertThat(answer).isNotDone();

        desk.heard(answer("k-1", "main-ivr"));
        assertThat(answer).isCompletedWithValue(answer("k-1", "main-ivr"));
    }

    @Test
    void tellsEveryoneWhoGaveTheSameOrder() {
        CompletableFuture<Answer> one = desk.give(PAUSE);
        CompletableFuture<Answer> again = desk.give(PAUSE);

        desk.heard(answer("k-1", "main-ivr"));

        assertThat(one).isCompleted();
        assertThat(again).isCompleted();
    }

    @Test
    void sendsNothingWhileNoAnswerCouldBeHeard() {
        OrderDesk deaf = new OrderDesk(producer, () -> false, Duration.ofMinutes(1));

        assertThatThrownBy(() -> deaf.give(PAUSE).get()).hasCauseInstanceOf(NotReadyException.class);
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void anAnswerThatDoesNotComeInTimeLeavesTheOrderUnanswered() {
        OrderDesk impatient = new OrderDesk(producer, () -> true, Duration.ofMillis(1));

        CompletableFuture<Answer> answer = impatient.give(PAUSE);

        assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(UnansweredOrderException.class, unanswered -> {
                    assertThat(unanswered.id()).isEqualTo("k-1");
                    assertThat(unanswered.canary()).isEqualTo("main-ivr");
                });
    }

    @Test
    void anOrderThatKafkaDoesNotTakeIsUnansweredAndSaysWhy() {
        producer.sendException = new TopicAuthorizationException("canary.commands");

        assertThatThrownBy(() -> desk.give(PAUSE).get())
                .hasCauseInstanceOf(UnansweredOrderException.class)
                .hasMessageContaining("Kafka did not acknowledge");
    }

    private static Answer answer(String id, String canary) {
        return new Answer(id, canary, "pause", AT, "kim", "lunch", null, null, null);
    }
}
