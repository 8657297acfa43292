package io.flowcanary.desk;

import io.flowcanary.record.Message;
import io.flowcanary.record.Messages;
import io.flowcanary.record.UnusableRecordException;
import io.flowcanary.topics.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers, rollouts and verdicts of every canary, as the stream commits them, from the feed's start on. One consumer per
 * instance, whatever the number of those who listen; after a failure it goes on where it was.
 */
public final class Feed implements News, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final List<Topic> TOPICS = List.of(Topic.ANSWERS, Topic.ROLLOUTS, Topic.VERDICTS);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final Supplier<Consumer<String, byte[]>> clients;
    private final List<java.util.function.Consumer<Message>> listeners = new CopyOnWriteArrayList<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Thread thread = new Thread(this::run, "flow-canary-feed");
    private volatile Consumer<String, byte[]> consumer;
    private volatile boolean reading;
    private volatile boolean closed;

    Feed(Supplier<Consumer<String, byte[]>> clients) {
        this.clients = clients;
        thread.setDaemon(true);
    }

    /**
     * Begins to read; returns before the first record can be seen.
     *
     * @param kafka client settings by Kafka's names, {@code bootstrap.servers} among them
     */
    public static Feed start(Map<String, String> kafka) {
        Feed feed = new Feed(() -> new DeskClients(kafka).consumer());
        feed.thread.start();
        return feed;
    }

    /** Whether whatever is committed from now on will be heard. */
    boolean reading() {
        return reading;
    }

    @Override
    public Runnable listen(java.util.function.Consumer<Message> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void run() {
        while (!closed) {
            try (Consumer<String, byte[]> opened = clients.get()) {
                consumer = opened;
                read(opened);
            } catch (WakeupException | InterruptException e) {
                closed = true;
            } catch (KafkaException e) {
                LOG.warn("cannot read answers and verdicts, trying again: {}", e.getMessage());
                LockSupport.parkNanos(POLL.toNanos());
            } finally {
                reading = false;
            }
        }
    }

    private void read(Consumer<String, byte[]> opened) {
        List<TopicPartition> partitions = TOPICS.stream()
                .flatMap(topic -> opened.partitionsFor(topic.topicName()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        opened.assign(partitions);
        opened.endOffsets(partitions).forEach(next::putIfAbsent);
        next.forEach(opened::seek);
        reading = true;
        while (!closed) {
            for (ConsumerRecord<String, byte[]> record : opened.poll(POLL)) {
                next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                hand(record);
            }
        }
    }

    private void hand(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            Message message = Messages.read(record.value(), Message.class);
            listeners.forEach(listener -> listener.accept(message));
        } catch (UnusableRecordException e) {
            LOG.warn("skipped {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        Consumer<String, byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
