package io.flowcanary.act;

import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.UnusableRecordException;
import io.flowcanary.record.Verdict;
import io.flowcanary.topics.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Policies by canary and revision: a verdict names its policy only by revision. For one thread. */
final class AlertTargets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertTargets.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int REMEMBERED = 1_000;

    private final Map<String, Rollout> newest = new HashMap<>();
    private final Map<String, Policy> revisions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Policy> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final WholeTopic topic;

    AlertTargets(Consumer<String, byte[]> consumer, LongSupplier ticks) {
        topic = new WholeTopic(consumer, Topic.ROLLOUTS.topicName(), ticks, this::take);
    }

    void read() {
        topic.read();
    }

    /** Reads all that is there; false when the brokers did not give it in time. */
    boolean readAll() {
        return topic.readAll(PATIENCE);
    }

    /** The policy that the verdict follows; empty while its rollout was not read. */
    Optional<Policy> policy(Verdict verdict) {
        return Optional.ofNullable(revisions.get(key(verdict.canary(), verdict.policyRevision())));
    }

    /** The canary's newest policy: the next best when a rollout was compacted away. */
    Optional<Policy> newest(Verdict verdict) {
        return rollout(verdict).map(Rollout::policy);
    }

    /** The canary's newest rollout; empty while it was not read. */
    Optional<Rollout> rollout(Verdict verdict) {
        return Optional.ofNullable(newest.get(verdict.canary()));
    }

    private void take(String canary, byte[] value) {
        if (value == null) {
            newest.remove(canary);
            return;
        }
        try {
            Rollout rollout = Messages.read(value, Rollout.class);
            newest.put(rollout.canary(), rollout);
            revisions.put(key(rollout.canary(), rollout.policyRevision()), rollout.policy());
        } catch (UnusableRecordException e) {
            LOG.error("a rollout of '{}' cannot be read: {}", canary, e.getMessage());
        }
    }

    private static String key(String canary, String revision) {
        return revision + ' ' + canary;
    }

    @Override
    public void close() {
        topic.close();
    }
}
