package io.flowcanary.local.demo;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Puts envelopes into a queue, each as one message, as EventBridge's rule would. Whoever hands them over waits while too many are on
 * their way; what the queue does not take is sent again until it does.
 */
final class QueueFeed implements Consumer<String>, AutoCloseable {
    private static final int BATCH = 10;
    private static final int WAITING = 1_000;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(WAITING);
    private final SqsClient sqs;
    private final String queueUrl;
    private final Thread sender = new Thread(this::run, "queue-feed");
    private volatile boolean open = true;
    private volatile boolean refused;

    QueueFeed(URI endpoint, String queueUrl) {
        this.queueUrl = queueUrl;
        sqs = SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(LocalStack.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        sender.setDaemon(true);
        sender.start();
    }

    @Override
    public void accept(String envelope) {
        try {
            waiting.put(envelope);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the queue had every envelope", e);
        }
    }

    /** Returns once the queue has every envelope. */
    @Override
    public void close() throws InterruptedException {
        open = false;
        sender.join();
        sqs.close();
    }

    private void run() {
        try {
            while (open || !waiting.isEmpty()) {
                String first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<String> batch = new ArrayList<>(List.of(first));
                    waiting.drainTo(batch, BATCH - 1);
                    send(batch);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(List<String> batch) {
        List<String> left = batch;
        while (!left.isEmpty()) {
            try {
                left = refusedOf(left);
                refused = false;
            } catch (SdkException e) {
                complain(e.getMessage());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Sends these once. */
    private List<String> refusedOf(List<String> envelopes) {
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, envelopes.size())
                .mapToObj(n -> SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(n))
                        .messageBody(envelopes.get(n))
                        .build())
                .toList();
        return sqs.sendMessageBatch(batch -> batch.queueUrl(queueUrl).entries(entries)).failed().stream()
                .map(BatchResultErrorEntry::id)
                .map(id -> envelopes.get(Integer.parseInt(id)))
                .toList();
    }

    private void complain(String why) {
        if (!refused) {
            System.err.println("cannot send to " + queueUrl + ": " + why + "; trying again every second");
        }
        refused = true;
    }
}
