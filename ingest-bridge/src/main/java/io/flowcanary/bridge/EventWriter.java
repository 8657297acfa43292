package io.flowcanary.bridge;

import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.DeadLetter;
import io.flowcanary.record.Heartbeat;
import io.flowcanary.record.Messages;
import io.flowcanary.topics.Topic;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Writes to Kafka; each write ends once every replica in sync holds it. The producer retries by itself within its delivery
 * timeout: a write that fails nevertheless may be tried again by its source, unless the error is fatal, of which
 * {@code onFatal} hears.
 */
final class EventWriter implements AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final Semaphore inFlight;
    private final Duration patience;
    private final Consumer<Throwable> onFatal;
    private volatile boolean closing;

    /**
     * @param mostInFlight writes that may wait for Kafka at once
     * @param patience how long a write may wait for its turn before it fails
     */
    EventWriter(Producer<String, byte[]> producer, int mostInFlight, Duration patience, Consumer<Throwable> onFatal) {
        this.producer = producer;
        this.inFlight = new Semaphore(mostInFlight);
        this.patience = patience;
        this.onFatal = onFatal;
    }

    CompletableFuture<Void> write(ConversationEvent event) {
        return send(new ProducerRecord<>(
                Topic.CONVERSATION_EVENTS.topicName(), event.conversationId(), Messages.write(event)));
    }

    CompletableFuture<Void> write(DeadLetter letter) {
        return send(new ProducerRecord<>(Topic.DEAD_LETTERS.topicName(), Messages.write(letter)));
    }

    /** Into every partition: each has a watermark of its own. */
    CompletableFuture<Void> write(Heartbeat heartbeat) {
        String topic = Topic.CONVERSATION_EVENTS.topicName();
        byte[] value = Messages.write(heartbeat);
        return CompletableFuture.allOf(producer.partitionsFor(topic).stream()
                .map(PartitionInfo::partition)
                .map(partition -> send(new ProducerRecord<>(topic, partition, null, value)))
                .toArray(CompletableFuture[]::new));
    }

    /** Returns when every write so far has ended. */
    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        closing = true;
        producer.close(Duration.ofSeconds(10));
    }

    private CompletableFuture<Void> send(ProducerRecord<String, byte[]> message) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        if (!awaitTurn(written)) {
            return written;
        }
        try {
            producer.send(message, (metadata, error) -> settle(written, error));
        } catch (RuntimeException e) {
            settle(written, e);
        }
        return written;
    }

    private boolean awaitTurn(CompletableFuture<Void> written) {
        try {
            if (inFlight.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
            written.completeExceptionally(new TimeoutException("Kafka acknowledged nothing for " + patience));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            written.completeExceptionally(e);
        }
        return false;
    }

    private void settle(CompletableFuture<Void> written, Exception error) {
        inFlight.release();
        if (error == null) {
            written.complete(null);
            return;
        }
        if (isFatal(error) && !closing) {
            onFatal.accept(error);
        }
        written.completeExceptionally(error);
    }

    /** What no retry can help: refused credentials, a missing right, a fenced producer. */
    private static boolean isFatal(Exception error) {
        return !(error instanceof RetriableException || error instanceof InterruptException);
    }
}
