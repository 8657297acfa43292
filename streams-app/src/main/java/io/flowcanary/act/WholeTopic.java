package io.flowcanary.act;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Reads every partition of a topic from its beginning, in no group. For one thread. */
final class WholeTopic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Consumer<String, byte[]> consumer;
    private final String topic;
    private final LongSupplier ticks;
    private final BiConsumer<String, byte[]> sink;

    /**
     * @param ticks monotonic nanoseconds
     * @param sink takes each record's key and value
     */
    WholeTopic(Consumer<String, byte[]> consumer, String topic, LongSupplier ticks, BiConsumer<String, byte[]> sink) {
        this.consumer = consumer;
        this.topic = topic;
        this.ticks = ticks;
        this.sink = sink;
    }

    /** Reads what has arrived. */
    void read() {
        poll(Duration.ZERO);
    }

    /** Reads all that is there when it is called; false when that took too long. */
    boolean readAll(Duration within) {
        assign();
        long start = ticks.getAsLong();
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (behind(consumer, ends)) {
            if (ticks.getAsLong() - start > within.toNanos()) {
                return false;
            }
            poll(PATIENCE);
        }
        return true;
    }

    static boolean behind(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private void poll(Duration wait) {
        assign();
        consumer.poll(wait).forEach(record -> sink.accept(record.key(), record.value()));
    }

    private void assign() {
        if (!consumer.assignment().isEmpty()) {
            return;
        }
        Collection<TopicPartition> partitions = KafkaClients.partitions(consumer, topic);
        if (partitions.isEmpty()) {
            throw new IllegalStateException("there is no topic " + topic + ": create the topics first");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
