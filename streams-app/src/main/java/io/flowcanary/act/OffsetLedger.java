package io.flowcanary.act;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far each partition is done: up to its first record that is still being worked on. */
final class OffsetLedger {
    private final Map<TopicPartition, TreeSet<Long>> open = new HashMap<>();
    private final Map<TopicPartition, Long> read = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    void begin(TopicPartition partition, long offset) {
        open.computeIfAbsent(partition, p -> new TreeSet<>()).add(offset);
        read.put(partition, offset + 1);
    }

    void done(TopicPartition partition, long offset) {
        TreeSet<Long> offsets = open.get(partition);
        if (offsets != null) {
            offsets.remove(offset);
        }
    }

    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            open.remove(partition);
            read.remove(partition);
            committed.remove(partition);
        });
    }

    /** What to commit; empty when nothing is done since {@link #committed}. */
    Map<TopicPartition, OffsetAndMetadata> toCommit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        read.forEach((partition, end) -> {
            TreeSet<Long> rest = open.get(partition);
            long done = rest == null || rest.isEmpty() ? end : rest.first();
            if (done > committed.getOrDefault(partition, -1L)) {
                offsets.put(partition, new OffsetAndMetadata(done));
            }
        });
        return offsets;
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            if (read.containsKey(partition)) {
                committed.put(partition, offset.offset());
            }
        });
    }
}
