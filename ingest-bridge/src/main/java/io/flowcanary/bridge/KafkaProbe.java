package io.flowcanary.bridge;

import io.flowcanary.topics.Topic;
import io.flowcanary.topics.TopicAdmin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka for the topics that the bridge writes to; unlike a producer, asking creates none of them by accident. */
final class KafkaProbe implements AutoCloseable {
    private static final List<Topic> TOPICS = List.of(Topic.CONVERSATION_EVENTS, Topic.DEAD_LETTERS);
    private static final String COPY = TopicAdmin.copyOf(Topic.CONVERSATION_EVENTS);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /**
     * What keeps the bridge from writing.
     *
     * @param lasting whether waiting cannot help: somebody has to change something first
     */
    record Trouble(String text, boolean lasting) {}

    private final Admin admin;

    KafkaProbe(Admin admin) {
        this.admin = admin;
    }

    /** What keeps the bridge from writing; empty when nothing does. */
    Optional<Trouble> ask() {
        try {
            Map<String, KafkaFuture<TopicDescription>> asked = admin.describeTopics(
                            List.of(Topic.CONVERSATION_EVENTS.topicName(), Topic.DEAD_LETTERS.topicName(), COPY))
                    .topicNameValues();
            for (Topic topic : TOPICS) {
                Optional<TopicDescription> found = found(asked.get(topic.topicName()));
                if (found.isEmpty()) {
                    return passing("Kafka lacks the topic " + topic.topicName() + ": create it first");
                }
                if (topic == Topic.CONVERSATION_EVENTS
                        && found.get().partitions().size() != topic.partitions()) {
                    return Optional.of(
                            new Trouble(misshapen(found.get().partitions().size()), true));
                }
            }
            return isBeingReset(asked.get(COPY))
                    ? passing("a reset of " + Topic.CONVERSATION_EVENTS.topicName() + " has not finished")
                    : Optional.empty();
        } catch (ExecutionException e) {
            return passing("Kafka: " + e.getCause().getMessage());
        } catch (TimeoutException e) {
            return passing("Kafka did not answer within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return passing("interrupted while asking Kafka");
        }
    }

    /** Conversations would be split between two partitions, and the streams service refuses such a topic. */
    static String misshapen(int partitions) {
        return Topic.CONVERSATION_EVENTS.topicName() + " has " + partitions + " partitions, expected "
                + Topic.CONVERSATION_EVENTS.partitions() + ": see 'flow-canary topics reset --plan'";
    }

    private static Optional<TopicDescription> found(KafkaFuture<TopicDescription> asked)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return Optional.of(asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Who may not see the copy, which few have the right to, cannot tell. */
    private static boolean isBeingReset(KafkaFuture<TopicDescription> copy)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return found(copy).isPresent();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicAuthorizationException) {
                return false;
            }
            throw e;
        }
    }

    private static Optional<Trouble> passing(String text) {
        return Optional.of(new Trouble(text, false));
    }

    @Override
    public void close() {
        admin.close(PATIENCE);
    }
}
