package io.flowcanary.topics.reshape;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads partitions side by side and hands on the earliest record of all each time, by its timestamp; records of one partition
 * keep their order. It holds a few polls of each partition at most.
 */
final class InOrderOfTime {
    private static final Duration POLL = Duration.ofMillis(500);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> until = new HashMap<>();
    private final Map<TopicPartition, Queue<ConsumerRecord<byte[], byte[]>>> waiting = new HashMap<>();

    InOrderOfTime(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, Ranges records) {
        this.consumer = consumer;
        Map<TopicPartition, Long> from = new HashMap<>();
        records.ofPartition().forEach((partition, range) -> {
            if (range.size() > 0) {
                TopicPartition place = new TopicPartition(records.topic(), partition);
                from.put(place, range.from());
                until.put(place, range.until());
                waiting.put(place, new ArrayDeque<>());
            }
        });
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
    }

    void forEach(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        for (Optional<ConsumerRecord<byte[], byte[]>> next = next(); next.isPresent(); next = next()) {
            action.accept(next.get());
        }
    }

    private Optional<ConsumerRecord<byte[], byte[]>> next() {
        for (Set<TopicPartition> empty = empty(); !empty.isEmpty(); empty = empty()) {
            consumer.pause(consumer.assignment());
            consumer.resume(empty);
            consumer.poll(POLL).forEach(record -> {
                TopicPartition place = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < until.get(place)) {
                    waiting.get(place).add(record);
                }
            });
        }
        return waiting.values().stream()
                .filter(queue -> !queue.isEmpty())
                .min(Comparator.comparingLong(queue -> queue.peek().timestamp()))
                .map(Queue::poll);
    }

    /** Those whose next record must be known before an earliest one can be. */
    private Set<TopicPartition> empty() {
        Set<TopicPartition> empty = new HashSet<>();
        waiting.forEach((place, queue) -> {
            if (queue.isEmpty() && consumer.position(place) < until.get(place)) {
                empty.add(place);
            }
        });
        return empty;
    }
}
