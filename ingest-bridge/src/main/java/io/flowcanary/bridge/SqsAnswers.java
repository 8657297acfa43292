package io.flowcanary.bridge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tells the queue in batches what became of messages, away from Kafka's thread. A message whose deletion fails for good comes
 * again, and counts once all the same.
 */
final class SqsAnswers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqsAnswers.class);
    private static final int MOST_TRIES = 5;
    private static final long GATHER_MS = 50;

    private record Answer(String handle, boolean done, int tries) {
        Answer again() {
            return new Answer(handle, done, tries + 1);
        }
    }

    private final SqsQueue queue;
    private final Backoff backoff;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final Thread sender = Threads.named("sqs-answers").newThread(this::run);
    private volatile boolean stopping;

    SqsAnswers(SqsQueue queue, Backoff backoff) {
        this.queue = queue;
        this.backoff = backoff;
    }

    void start() {
        sender.start();
    }

    /** Kafka holds it: the queue may forget it. */
    void delete(String handle) {
        answers.add(new Answer(handle, true, 1));
    }

    /** Kafka does not hold it: the queue shall deliver it again, at once. */
    void giveBack(String handle) {
        answers.add(new Answer(handle, false, 1));
    }

    /** Sends what is left. */
    @Override
    public void close() {
        stopping = true;
        try {
            sender.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping || !answers.isEmpty()) {
                Answer first = answers.poll(GATHER_MS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    send(gather(first));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Up to ten of one sort: waits a moment for more, since requests are paid for one by one. */
    private List<Answer> gather(Answer first) throws InterruptedException {
        List<Answer> batch = new ArrayList<>(List.of(first));
        while (batch.size() < SqsQueue.BATCH) {
            Answer next = stopping ? answers.poll() : answers.poll(GATHER_MS, TimeUnit.MILLISECONDS);
            if (next == null) {
                break;
            }
            if (next.done() != first.done()) {
                answers.add(next);
                break;
            }
            batch.add(next);
        }
        return batch;
    }

    private void send(List<Answer> batch) throws InterruptedException {
        List<String> handles = batch.stream().map(Answer::handle).toList();
        try {
            if (batch.get(0).done()) {
                List<String> failed = queue.delete(handles);
                retry(batch.stream()
                        .filter(answer -> failed.contains(answer.handle()))
                        .toList());
            } else {
                queue.hide(handles, Duration.ZERO);
            }
            backoff.succeeded();
        } catch (SdkException e) {
            LOG.warn("cannot tell SQS of {} messages: {}", batch.size(), SqsTrouble.of(e));
            retry(batch);
            Thread.sleep(backoff.next().toMillis());
        }
    }

    private void retry(List<Answer> failed) {
        for (Answer answer : failed) {
            if (answer.tries() < MOST_TRIES) {
                answers.add(answer.again());
            } else {
                LOG.warn("gave up telling SQS of a message: it comes again");
            }
        }
    }
}
