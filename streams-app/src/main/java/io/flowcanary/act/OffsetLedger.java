package io.flowcanary.act;

import io.flowcanary.act.Alert.Target;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each partition is done: up to its first record that is still being worked on. Who was told of that record and of later
 * ones is committed beside the offset, as its metadata, so that whoever goes on from there tells nobody twice.
 */
final class OffsetLedger {
    private final Map<TopicPartition, TreeSet<Long>> open = new HashMap<>();
    private final Map<TopicPartition, TreeMap<Long, Set<Target>>> told = new HashMap<>();
    private final Map<TopicPartition, Long> read = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

    /** What was committed for a newly assigned partition; null when nothing was. */
    void recall(TopicPartition partition, OffsetAndMetadata before) {
        if (before != null) {
            told.put(partition, new TreeMap<>(ToldMark.read(before.metadata(), before.offset())));
        }
    }

    void begin(TopicPartition partition, long offset) {
        open.computeIfAbsent(partition, p -> new TreeSet<>()).add(offset);
        read.put(partition, offset + 1);
    }

    /** Who has an alert of a record already. */
    Set<Target> told(TopicPartition partition, long offset) {
        return told.getOrDefault(partition, new TreeMap<>()).getOrDefault(offset, EnumSet.noneOf(Target.class));
    }

    /** A target was told, or never will be. */
    void told(TopicPartition partition, long offset, Target target) {
        told.computeIfAbsent(partition, p -> new TreeMap<>())
                .computeIfAbsent(offset, o -> EnumSet.noneOf(Target.class))
                .add(target);
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
            told.remove(partition);
            read.remove(partition);
            committed.remove(partition);
        });
    }

    /** What to commit; empty when nothing happened since {@link #committed}. */
    Map<TopicPartition, OffsetAndMetadata> toCommit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        read.forEach((partition, end) -> {
            TreeSet<Long> rest = open.get(partition);
            long done = rest == null || rest.isEmpty() ? end : rest.first();
            TreeMap<Long, Set<Target>> marks = told.getOrDefault(partition, new TreeMap<>());
            marks.headMap(done).clear();
            OffsetAndMetadata now = new OffsetAndMetadata(done, ToldMark.write(marks, done));
            if (!now.equals(committed.get(partition))) {
                offsets.put(partition, now);
            }
        });
        return offsets;
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            if (read.containsKey(partition)) {
                committed.put(partition, offset);
            }
        });
    }
}
