package io.flowcanary.topics.reshape;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which records of a topic: a range of offsets of each partition.
 *
 * @param ofPartition by partition
 */
record Ranges(String topic, Map<Integer, Range> ofPartition) {
    /** From an offset on, up to another, which is not in it. */
    record Range(long from, long until) {
        long size() {
            return Math.max(0, until - from);
        }
    }

    Ranges {
        ofPartition = new TreeMap<>(ofPartition);
    }

    /** How many offsets they span: at least as many as there are records. */
    long size() {
        return ofPartition.values().stream().mapToLong(Range::size).sum();
    }

    /**
     * The part before the places that were reached.
     *
     * @param reached by partition; nothing was reached of a partition that is not in it
     */
    Ranges before(Map<Integer, Long> reached) {
        Map<Integer, Range> part = new TreeMap<>();
        ofPartition.forEach((partition, range) -> {
            long until = Math.min(range.until(), reached.getOrDefault(partition, range.from()));
            part.put(partition, new Range(range.from(), Math.max(range.from(), until)));
        });
        return new Ranges(topic, part);
    }

    /** The rest behind such a part. */
    Ranges after(Ranges part) {
        Map<Integer, Range> rest = new TreeMap<>();
        ofPartition.forEach((partition, range) ->
                rest.put(partition, new Range(part.ofPartition().get(partition).until(), range.until())));
        return new Ranges(topic, rest);
    }
}
