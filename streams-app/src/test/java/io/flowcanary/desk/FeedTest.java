package io.flowcanary.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Answer;
import io.flowcanary.record.Message;
import io.flowcanary.record.Messages;
import io.flowcanary.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final TopicPartition ANSWERS = new TopicPartition(Topic.ANSWERS.topicName(), 0);

    @Test
    void handsOverWhatIsCommittedFromItsStartOn() {
        MockConsumer<String, byte[]> consumer = consumer(7);
        List<Message> heard = new ArrayList<>();
        Feed feed = feed(List.of(consumer));
        feed.listen(heard::add);
        consumer.schedulePollTask(() -> {
            assertThat(feed.reading()).isTrue();
            assertThat(consumer.position(ANSWERS)).isEqualTo(7);
            add(consumer, 7, Messages.write(answer("k-1")));
        });
        consumer.schedulePollTask(consumer::wakeup);

        feed.run();

        assertThat(heard).containsExactly(answer("k-1"));
        assertThat(feed.reading()).isFalse();
    }

    @Test
    void skipsWhatItCannotRead() {
        MockConsumer<String, byte[]> consumer = consumer(0);
        List<Message> heard = new ArrayList<>();
        Feed feed = feed(List.of(consumer));
        feed.listen(heard::add);
        consumer.schedulePollTask(() -> {
            add(consumer, 0, "no JSON".getBytes(StandardCharsets.UTF_8));
            add(consumer, 1, null);
            add(consumer, 2, Messages.write(answer("k-2")));
        });
        consumer.schedulePollTask(consumer::wakeup);

        feed.run();

        assertThat(heard).containsExactly(answer("k-2"));
    }

    @Test
    void goesOnWhereItWasAfterAFailure() {
        MockConsumer<String, byte[]> first = consumer(3);
        first.schedulePollTask(() -> add(first, 3, Messages.write(answer("k-1"))));
        first.schedulePollTask(() -> first.setPollException(new KafkaException("the broker is away")));
        MockConsumer<String, byte[]> second = consumer(9);
        second.schedulePollTask(
                () -> assertThat(second.position(ANSWERS)).as("next offset").isEqualTo(4));
        second.schedulePollTask(second::wakeup);

        feed(List.of(first, second)).run();

        assertThat(second.closed()).isTrue();
    }

    @Test
    void whoEndedListeningHearsNothingMore() {
        MockConsumer<String, byte[]> consumer = consumer(0);
        List<Message> heard = new ArrayList<>();
        Feed feed = feed(List.of(consumer));
        Runnable end = feed.listen(heard::add);
        consumer.schedulePollTask(() -> {
            end.run();
            add(consumer, 0, Messages.write(answer("k-1")));
        });
        consumer.schedulePollTask(consumer::wakeup);

        feed.run();

        assertThat(heard).isEmpty();
    }

    private static Feed feed(List<MockConsumer<String, byte[]>> consumers) {
        Iterator<MockConsumer<String, byte[]>> next = consumers.iterator();
        return new Feed(next::next);
    }

    private static MockConsumer<String, byte[]> consumer(long end) {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("latest");
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Topic topic : List.of(Topic.ANSWERS, Topic.ROLLOUTS, Topic.VERDICTS)) {
            consumer.updatePartitions(
                    topic.topicName(), List.of(new PartitionInfo(topic.topicName(), 0, null, null, null)));
            ends.put(new TopicPartition(topic.topicName(), 0), end);
        }
        consumer.updateEndOffsets(ends);
        return consumer;
    }

    private static void add(MockConsumer<String, byte[]> consumer, long offset, byte[] value) {
        consumer.addRecord(new ConsumerRecord<>(ANSWERS.topic(), 0, offset, "main-ivr", value));
    }

    private static Answer answer(String id) {
        return new Answer(id, "main-ivr", "pause", Instant.EPOCH, "kim", null, null, null, null);
    }
}
