package io.flowcanary.bridge;

import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.record.DeadLetter;
import io.flowcanary.record.Heartbeat;
import io.flowcanary.record.Messages;
import io.flowcanary.topics.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The pipeline over a producer that acknowledges when it is told to, or at once. */
final class Fixture {
    static final Instant NOW = Instant.parse("2026-01-15T09:00:05Z");
    static final int PARTITIONS = Topic.CONVERSATION_EVENTS.partitions();

    final MovableClock clock = new MovableClock();
    final Ledger ledger = new Ledger();
    final BurialWatch burials = new BurialWatch(clock);
    final AtomicReference<Throwable> fatal = new AtomicReference<>();
    final MockProducer<String, byte[]> kafka;
    final EventWriter writer;
    /** How many the topic of events has. */
    volatile int partitions = PARTITIONS;

    final Ingest ingest;

    Fixture(boolean acknowledgesAtOnce) {
        this(acknowledgesAtOnce, 1_000);
    }

    Fixture(boolean acknowledgesAtOnce, int mostInFlight) {
        Cluster cluster = new Cluster("test", List.of(), partitions(PARTITIONS), Set.of(), Set.of());
        kafka =
                new MockProducer<>(
                        cluster, acknowledgesAtOnce, null, new StringSerializer(), new ByteArraySerializer()) {
                    @Override
                    public List<PartitionInfo> partitionsFor(String topic) {
                        return partitions(partitions);
                    }
                };
        writer = new EventWriter(kafka, mostInFlight, Duration.ofMillis(50), fatal::set);
        ingest = new Ingest("test", AttributeNames.DEFAULT, writer, ledger, burials, clock);
    }

    private static List<PartitionInfo> partitions(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new PartitionInfo(
                        Topic.CONVERSATION_EVENTS.topicName(), number, null, new Node[0], new Node[0]))
                .toList();
    }

    List<ProducerRecord<String, byte[]>> written(Topic topic) {
        return kafka.history().stream()
                .filter(message -> message.topic().equals(topic.topicName()))
                .toList();
    }

    List<DeadLetter> deadLetters() {
        return written(Topic.DEAD_LETTERS).stream()
                .map(message -> Messages.read(message.value(), DeadLetter.class))
                .toList();
    }

    List<Heartbeat> heartbeats() {
        return written(Topic.CONVERSATION_EVENTS).stream()
                .filter(message -> message.key() == null)
                .map(message -> Messages.read(message.value(), Heartbeat.class))
                .toList();
    }

    long count(String name) {
        return (long) ledger.counts().get(name);
    }

    /** A clock that moves on purpose only. */
    static final class MovableClock extends Clock {
        private volatile Instant now = NOW;

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
