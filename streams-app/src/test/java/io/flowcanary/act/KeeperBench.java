package io.flowcanary.act;

import io.flowcanary.record.Command;
import io.flowcanary.record.Intent;
import io.flowcanary.record.Message;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Rollout;
import io.flowcanary.topics.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A keeper over Kafka's mocks, a store in memory and a time that moves when told to. */
final class KeeperBench {
    static final TopicPartition ROLLOUTS = new TopicPartition(Topic.ROLLOUTS.topicName(), 0);
    static final TopicPartition OTHER_ROLLOUTS = new TopicPartition(Topic.ROLLOUTS.topicName(), 1);
    private static final TopicPartition INTENTS = new TopicPartition(Topic.INTENTS.topicName(), 0);

    final MockConsumer<String, byte[]> rollouts = consumer(ROLLOUTS, OTHER_ROLLOUTS);
    final MockConsumer<String, byte[]> intents = consumer(INTENTS);
    final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    final MemoryStore store = new MemoryStore();
    final Clock clock = Clock.fixed(Fixtures.at(4), ZoneOffset.UTC);
    final MeterRegistry meters = new SimpleMeterRegistry();
    final HealthBoard board = new HealthBoard(clock, meters);
    final ShareKeeper keeper;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private long now = 1;
    private long recordingTakes;
    private int ids;

    KeeperBench() {
        IntentLog log = new IntentLog(intents, producer, clock, () -> now);
        Report report = new Report(producer, clock);
        ParameterHand hand = new ParameterHand(store, log, report, clock, () -> {
            now += recordingTakes;
            return "i-" + ++ids;
        });
        ShareMeters shareMeters = new ShareMeters(meters);
        keeper = new ShareKeeper(
                new Shares(rollouts, board, shareMeters, () -> now),
                hand,
                report,
                board,
                shareMeters,
                new Backoff(Duration.ofMillis(300), Duration.ofSeconds(5), new Random(7)),
                clock,
                () -> now,
                Duration.ofSeconds(5),
                Duration.ofSeconds(7));
    }

    static MockConsumer<String, byte[]> consumer(TopicPartition... partitions) {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        Map<TopicPartition, Long> zero = new HashMap<>();
        List.of(partitions).forEach(partition -> zero.put(partition, 0L));
        consumer.updateBeginningOffsets(zero);
        consumer.updateEndOffsets(zero);
        Node[] nodes = {new Node(0, "broker", 9092)};
        String topic = partitions[0].topic();
        consumer.updatePartitions(
                topic,
                List.of(partitions).stream()
                        .map(partition -> new PartitionInfo(topic, partition.partition(), nodes[0], nodes, nodes))
                        .toList());
        return consumer;
    }

    KeeperBench assigned(TopicPartition... partitions) {
        rollouts.rebalance(List.of(partitions));
        return this;
    }

    /** The stream publishes a rollout. */
    KeeperBench publishes(TopicPartition partition, Rollout rollout) {
        return publishes(partition, rollout.canary(), Messages.write(rollout));
    }

    KeeperBench publishes(Rollout rollout) {
        return publishes(ROLLOUTS, rollout);
    }

    KeeperBench publishes(TopicPartition partition, String canary, byte[] value) {
        long offset = ends.merge(partition, 1L, Long::sum) - 1;
        rollouts.updateEndOffsets(Map.of(partition, offset + 1));
        rollouts.addRecord(new ConsumerRecord<>(partition.topic(), partition.partition(), offset, canary, value));
        return this;
    }

    /** Another instance recorded an intent. */
    KeeperBench recorded(Intent intent) {
        long offset = ends.merge(INTENTS, 1L, Long::sum) - 1;
        intents.schedulePollTask(() -> intents.addRecord(new ConsumerRecord<>(
                INTENTS.topic(), INTENTS.partition(), offset, intent.parameter(), Messages.write(intent))));
        intents.updateEndOffsets(Map.of(INTENTS, offset + 1));
        return this;
    }

    /** Recording an intent takes this long. */
    KeeperBench recordingTakes(Duration time) {
        recordingTakes = time.toNanos();
        return this;
    }

    KeeperBench turns(int count) {
        for (int i = 0; i < count; i++) {
            keeper.turn();
        }
        return this;
    }

    KeeperBench later(Duration time) {
        now += time.toNanos();
        return this;
    }

    List<Command> commands() {
        return sent(Topic.COMMANDS).stream().map(Command.class::cast).toList();
    }

    List<Intent> recordedIntents() {
        return sent(Topic.INTENTS).stream().map(Intent.class::cast).toList();
    }

    private List<Message> sent(Topic topic) {
        return producer.history().stream()
                .filter(record -> record.topic().equals(topic.topicName()))
                .map(record -> Messages.read(record.value(), Message.class))
                .toList();
    }
}
