package io.flowcanary.bridge;

import io.flowcanary.topics.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka for the topics that the bridge writes to; unlike a producer, asking creates none of them by accident. */
final class KafkaProbe implements Supplier<Optional<String>>, AutoCloseable {
    private static final List<String> TOPICS =
            List.of(Topic.CONVERSATION_EVENTS.topicName(), Topic.DEAD_LETTERS.topicName());
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Admin admin;

    KafkaProbe(Admin admin) {
        this.admin = admin;
    }

    /** What keeps the bridge from writing; empty when nothing does. */
    @Override
    public Optional<String> get() {
        try {
            admin.describeTopics(TOPICS).allTopicNames().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(
                    e.getCause() instanceof UnknownTopicOrPartitionException
                            ? "Kafka lacks one of the topics " + String.join(", ", TOPICS) + ": create them first"
                            : "Kafka: " + e.getCause().getMessage());
        } catch (TimeoutException e) {
            return Optional.of("Kafka did not answer within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted while asking Kafka");
        }
    }

    @Override
    public void close() {
        admin.close(PATIENCE);
    }
}
