package io.flowcanary.bridge;

import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.DeadLetter;
import io.flowcanary.record.Heartbeat;
import io.flowcanary.record.Messages;
import io.flowcanary.topics.Topic;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to Kafka; each write ends once every replica in sync holds it. The producer retries by itself within its delivery
 * timeout: a write that fails nevertheless may be tried again by its source, unless the error is fatal, of which
 * {@code onFatal} hears.
 *
 * <p>An event goes into the contract's partition of its conversation, however many the topic has. Once the topic is seen to have
 * another number of them, events stay with their source until it has its shape again.
 */
final class EventWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
    private static final Topic EVENTS = Topic.CONVERSATION_EVENTS;

    private final Producer<String, byte[]> producer;
    private final Semaphore inFlight;
    private final Duration patience;
    private final Consumer<Throwable> onFatal;
    private volatile boolean closing;
    private final AtomicBoolean misshapen = new AtomicBoolean();

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
        String key = event.conversationId();
        return whileInShape(() ->
                send(new ProducerRecord<>(EVENTS.topicName(), EVENTS.partitionOf(key), key, Messages.write(event))));
    }

    CompletableFuture<Void> write(DeadLetter letter) {
        return send(new ProducerRecord<>(Topic.DEAD_LETTERS.topicName(), Messages.write(letter)));
    }

    /** Into every partition: each has a watermark of its own. */
    CompletableFuture<Void> write(Heartbeat heartbeat) {
        byte[] value = Messages.write(heartbeat);
        return whileInShape(() -> CompletableFuture.allOf(IntStream.range(0, EVENTS.partitions())
                .mapToObj(partition -> send(new ProducerRecord<>(EVENTS.topicName(), partition, null, value)))
                .toArray(CompletableFuture[]::new)));
    }

    /** Why events are refused: empty unless the last one was, and still would be. */
    Optional<String> trouble() {
        try {
            return misshapen.get() ? shape() : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("Kafka: " + e.getMessage());
        }
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

    private CompletableFuture<Void> whileInShape(Supplier<CompletableFuture<Void>> write) {
        try {
            Optional<String> trouble = shape();
            return trouble.isPresent()
                    ? CompletableFuture.failedFuture(new IllegalStateException(trouble.get()))
                    : write.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(told(e));
        }
    }

    /** What is wrong with the number of partitions, as far as the producer knows: it learns of a change within a minute. */
    private Optional<String> shape() {
        int partitions = producer.partitionsFor(EVENTS.topicName()).size();
        if (partitions == EVENTS.partitions()) {
            if (misshapen.getAndSet(false)) {
                LOG.info("{} has its {} partitions again: taking events", EVENTS.topicName(), partitions);
            }
            return Optional.empty();
        }
        String trouble = KafkaProbe.misshapen(partitions);
        if (!misshapen.getAndSet(true)) {
            LOG.error("{}; taking no more events until then", trouble);
        }
        return Optional.of(trouble);
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
        written.completeExceptionally(told(error));
    }

    private Exception told(Exception error) {
        if (isFatal(error) && !closing) {
            onFatal.accept(error);
        }
        return error;
    }

    /** What no retry can help: refused credentials, a missing right, a fenced producer. */
    private static boolean isFatal(Exception error) {
        return !(error instanceof RetriableException || error instanceof InterruptException);
    }
}
