package io.flowcanary.bridge;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.Message;

/** One thread's loop: poll, hand each message on, and delete it once Kafka holds it. */
final class SqsReceiver implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SqsReceiver.class);

    /** What all receivers of one queue share. */
    record Shared(
            SqsQueue queue,
            Ingest ingest,
            DrainWatch drain,
            SqsLeases leases,
            SqsAnswers answers,
            Supplier<Optional<String>> kafka,
            AtomicBoolean kafkaFailed,
            Clock clock,
            CountDownLatch stop) {
        boolean stopping() {
            return stop.getCount() == 0;
        }
    }

    private final int number;
    private final Shared shared;
    private final Backoff backoff;
    private volatile String trouble;

    SqsReceiver(int number, Shared shared, Backoff backoff) {
        this.number = number;
        this.shared = shared;
        this.backoff = backoff;
    }

    /** What keeps it from receiving; empty when nothing does. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public void run() {
        try {
            while (!shared.stopping()) {
                awaitKafka();
                poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One poll, and what came of it. */
    void poll() throws InterruptedException {
        shared.drain().pollBegins(number, shared.clock().instant());
        try {
            List<Message> messages = shared.queue().receive();
            if (messages.isEmpty() && shared.drain().settled() && shared.queue().holdsMessages()) {
                shared.drain().doubt();
            } else {
                shared.drain().pollEnds(number, messages.size());
            }
            messages.forEach(message -> shared.leases().hold(message.receiptHandle()));
            messages.forEach(this::take);
            trouble = null;
            backoff.succeeded();
        } catch (SdkException e) {
            shared.drain().pollFails(number);
            trouble = SqsTrouble.of(e);
            LOG.warn("cannot receive: {}", trouble);
            pause();
        }
    }

    private void take(Message message) {
        if (shared.kafkaFailed().get()) {
            giveBack(message);
            return;
        }
        shared.ingest()
                .take(message.messageId(), message.body().getBytes(StandardCharsets.UTF_8))
                .whenComplete((receipt, error) -> {
                    if (error == null) {
                        acknowledge(message);
                    } else {
                        LOG.warn("message {} goes back to SQS: {}", message.messageId(), error.getMessage());
                        shared.kafkaFailed().set(true);
                        giveBack(message);
                    }
                });
    }

    private void acknowledge(Message message) {
        shared.leases().release(message.receiptHandle());
        shared.answers().delete(message.receiptHandle());
        shared.drain().acknowledged();
    }

    private void giveBack(Message message) {
        shared.leases().release(message.receiptHandle());
        shared.answers().giveBack(message.receiptHandle());
        shared.drain().returned();
    }

    /** Receiving on while Kafka is away would only wear out the messages: many queues give up on one received too often. */
    private void awaitKafka() throws InterruptedException {
        while (shared.kafkaFailed().get() && !shared.stopping()) {
            if (shared.kafka().get().isEmpty()) {
                shared.kafkaFailed().set(false);
            } else {
                pause();
            }
        }
    }

    private void pause() throws InterruptedException {
        shared.stop().await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    }
}
