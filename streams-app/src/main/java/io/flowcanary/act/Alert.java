package io.flowcanary.act;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** News that not everybody was told yet. Each target is retried on its own. For one thread. */
final class Alert {

    /** Whom news go to. */
    enum Target {
        /** People. */
        TOPIC,
        /** Pipelines, which have no use for a digest. */
        BUS
    }

    private final Set<Target> open;
    private final Map<Target, Integer> failures = new EnumMap<>(Target.class);
    private final Map<Target, Long> due = new EnumMap<>(Target.class);
    private final News news;
    private final TopicPartition partition;
    private final long offset;
    private final long since;

    /** @param told those who were told before, by whichever instance */
    Alert(News news, TopicPartition partition, long offset, Set<Target> told, long since) {
        this.news = news;
        this.partition = partition;
        this.offset = offset;
        this.since = since;
        open = news.digest() ? EnumSet.of(Target.TOPIC) : EnumSet.allOf(Target.class);
        open.removeAll(told);
    }

    News news() {
        return news;
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
