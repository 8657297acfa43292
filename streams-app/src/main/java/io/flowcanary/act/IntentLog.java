package io.flowcanary.act;

import io.flowcanary.record.Intent;
import io.flowcanary.record.Messages;
import io.flowcanary.record.UnusableRecordException;
import io.flowcanary.topics.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writes that all instances of ours set out to make: an intent is on the brokers before its put is sent. */
final class IntentLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IntentLog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** The topic keeps seven days; an hour less, since a put lands a little after its intent. */
    private static final Duration KEPT = Duration.ofDays(7).minusHours(1);

    private final Map<String, Map<String, Intent>> byParameter = new HashMap<>();
    private final WholeTopic topic;
    private final Producer<String, byte[]> producer;
    private final Clock clock;

    IntentLog(Consumer<String, byte[]> consumer, Producer<String, byte[]> producer, Clock clock, LongSupplier ticks) {
        this.producer = producer;
        this.clock = clock;
        topic = new WholeTopic(consumer, Topic.INTENTS.topicName(), ticks, this::read);
    }

    /** Reads every intent there is; false when the brokers did not give them in time. */
    boolean refresh() {
        return topic.readAll(PATIENCE);
    }

    /** Intents for a parameter, by id. */
    Map<String, Intent> of(String parameter) {
        return byParameter.getOrDefault(parameter, Map.of());
    }

    /** Intents from before this may be forgotten. */
    Instant since() {
        return clock.instant().minus(KEPT);
    }

    /**
     * Records an intent and returns once every in-sync replica has it.
     *
     * @throws KafkaException when it was not recorded: then nothing may be put
     */
    void record(Intent intent) {
        await(producer.send(
                new ProducerRecord<>(Topic.INTENTS.topicName(), intent.parameter(), Messages.write(intent))));
        remember(intent);
    }

    static void await(Future<?> sent) {
        try {
            sent.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException(e.getCause());
        }
    }

    private void read(String key, byte[] value) {
        if (value == null) {
            return;
        }
        try {
            remember(Messages.read(value, Intent.class));
        } catch (UnusableRecordException e) {
            LOG.error("an intent of parameter {} cannot be read: {}", key, e.getMessage());
        }
    }

    private void remember(Intent intent) {
        byParameter.computeIfAbsent(intent.parameter(), name -> new HashMap<>()).put(intent.id(), intent);
    }

    @Override
    public void close() {
        topic.close();
    }
}
