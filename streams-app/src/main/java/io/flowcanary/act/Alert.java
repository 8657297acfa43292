package io.flowcanary.act;

import io.flowcanary.record.Verdict;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** A transition that not everybody was told of yet. Each target is retried on its own. For one thread. */
final class Alert {

    /** Whom a verdict goes to. */
    enum Target {
        TOPIC,
        BUS
    }

    private final Set<Target> open = EnumSet.allOf(Target.class);
    private final Map<Target, Integer> failures = new EnumMap<>(Target.class);
    private final Map<Target, Long> due = new EnumMap<>(Target.class);
    private final Verdict verdict;
    private final TopicPartition partition;
    private final long offset;
    private final long since;

    Alert(Verdict verdict, TopicPartition partition, long offset, long since) {
        this.verdict = verdict;
        this.partition = partition;
        this.offset = offset;
        this.since = since;
    }

    Verdict verdict() {
        return verdict;
    }

    TopicPartition partition() {
        return partition;
    }

    long offset() {
        return offset;
    }

    /** When it was read. */
    long since() {
        return since;
    }

    boolean over() {
        return open.isEmpty();
    }

    boolean due(Target target, long now) {
        return open.contains(target) && due.getOrDefault(target, now) - now <= 0;
    }

    void done(Target target) {
        open.remove(target);
    }

    /** Another failure in a row; how many there are now. */
    int failed(Target target) {
        return failures.merge(target, 1, Integer::sum);
    }

    void tryAgainAt(Target target, long tick) {
        due.put(target, tick);
    }
}
