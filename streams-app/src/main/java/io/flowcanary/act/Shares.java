package io.flowcanary.act;

import io.flowcanary.record.Messages;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.UnusableRecordException;
import io.flowcanary.topics.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The latest rollout of each canary in this instance's partitions. A partition counts only once all that it held when it was
 * assigned is read: an older rollout must not be acted on. Offsets are never committed; every assignment reads from the beginning.
 */
final class Shares implements ConsumerRebalanceListener {
    private final Map<TopicPartition, Map<String, Share>> byPartition = new HashMap<>();
    private final Map<TopicPartition, Long> unread = new HashMap<>();
    private final Consumer<String, byte[]> consumer;
    private final HealthBoard board;
    private final ShareMeters meters;
    private final LongSupplier ticks;

    Shares(Consumer<String, byte[]> consumer, HealthBoard board, ShareMeters meters, LongSupplier ticks) {
        this.consumer = consumer;
        this.board = board;
        this.meters = meters;
        this.ticks = ticks;
        consumer.subscribe(List.of(Topic.ROLLOUTS.topicName()), this);
    }

    /** Reads what has arrived, and takes part in the group. */
    void read(Duration wait) {
        consumer.poll(wait).forEach(this::take);
        if (unread.containsValue(null)) {
            unread.putAll(consumer.endOffsets(unread.keySet()));
        }
        unread.entrySet().removeIf(end -> end.getValue() != null && consumer.position(end.getKey()) >= end.getValue());
    }

    /** The share to look at next; empty when there is none. */
    Optional<Share> next() {
        long now = ticks.getAsLong();
        return byPartition.entrySet().stream()
                .filter(partition -> !unread.containsKey(partition.getKey()))
                .flatMap(partition -> partition.getValue().values().stream())
                .min(Comparator.comparingLong(share -> share.due() - now));
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        Map<String, Share> shares = byPartition.get(new TopicPartition(record.topic(), record.partition()));
        if (shares == null) {
            return;
        }
        if (record.value() == null) {
            drop(shares.remove(record.key()));
            return;
        }
        try {
            Rollout rollout = Messages.read(record.value(), Rollout.class);
            Share share = shares.get(record.key());
            if (share == null) {
                shares.put(record.key(), new Share(rollout, ticks.getAsLong()));
            } else {
                share.wants(rollout, ticks.getAsLong());
            }
            board.works(target(record.key()));
        } catch (UnusableRecordException e) {
            // What it wants now is unknown, so what it wanted before must not be kept up either.
            drop(shares.remove(record.key()));
            board.fails(target(record.key()), Problem.rejected("its rollout cannot be read: " + e.getMessage()));
        }
    }

    private static String target(String canary) {
        return "rollout:" + canary;
    }

    private void drop(Share share) {
        if (share != null) {
            board.forget(share.target());
            meters.forget(share.wanted().canary());
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.seekToBeginning(partitions);
        for (TopicPartition partition : partitions) {
            byPartition.put(partition, new HashMap<>());
            unread.put(partition, null);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            unread.remove(partition);
            Map<String, Share> shares = byPartition.remove(partition);
            if (shares != null) {
                shares.forEach((canary, share) -> {
                    board.forget(target(canary));
                    drop(share);
                });
            }
        }
    }
}
