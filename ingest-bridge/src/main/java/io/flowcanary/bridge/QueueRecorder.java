package io.flowcanary.bridge;

import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.settings.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Moves what comes into a queue to a file: a message is deleted only when the file holds it on the disk, so that nothing is lost;
 * one whose deletion fails comes again, and counts once when it is replayed.
 */
public final class QueueRecorder implements AutoCloseable {
    private static final int BATCH = 500;
    private static final int MOST_FAILURES = 8;

    private final SqsClient client;
    private final SqsQueue queue;
    private final RecordingFile file;
    private final Transcript transcript;
    private final Limits limits;
    private final Clock clock;
    private final Backoff backoff = new Backoff(new Random());
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private long recorded;
    private boolean reached;

    /**
     * When it ends by itself.
     *
     * @param length after so long
     * @param messages after so many
     */
    public record Limits(Duration length, long messages) {}

    QueueRecorder(
            SqsClient client,
            SqsSettings settings,
            RecordingFile file,
            Transcript transcript,
            Limits limits,
            Clock clock) {
        this.client = client;
        this.queue = new SqsQueue(client, settings);
        this.file = file;
        this.transcript = transcript;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Opens the file and a client for the queue.
     *
     * @param variables the bridge's settings of AWS, as in the environment
     * @param names of the gate's attributes, the only ones that are kept
     * @param raw whether messages are kept as they are, with all personal data
     * @throws io.flowcanary.settings.InvalidSettingException naming the variable
     * @throws IOException when the file cannot be added to
     */
    public static QueueRecorder open(
            Map<String, String> variables,
            String queueUrl,
            Path file,
            AttributeNames names,
            boolean raw,
            Limits limits,
            Clock clock)
            throws IOException {
        Map<String, String> all = new HashMap<>(variables);
        all.put(SqsSettings.QUEUE_URL.name(), queueUrl);
        SqsSettings settings = SqsSettings.from(new Environment(all), true);
        return new QueueRecorder(
                SqsClients.open(settings),
                settings,
                RecordingFile.open(file),
                new Transcript(names, raw, clock),
                limits,
                clock);
    }

    /**
     * Records until a limit is reached or it is stopped.
     *
     * @param progress is told of every batch that is on the disk
     * @throws IOException when the file cannot be written: what it lacks is still in the queue
     * @throws SdkException when the queue has not answered for a while, or refuses
     */
    public void run(Consumer<Transcript.Counts> progress) throws IOException, InterruptedException {
        Instant end = clock.instant().plus(limits.length());
        try {
            while (goesOn(end)) {
                List<Message> messages = gather();
                if (!messages.isEmpty()) {
                    file.append(transcript.lines(messages));
                    recorded += messages.size();
                    delete(messages);
                    progress.accept(transcript.counts());
                }
            }
        } finally {
            done.countDown();
        }
    }

    /** Ends {@link #run} after the batch at hand, and waits for that. */
    public void stop() {
        stop.countDown();
        try {
            if (!done.await(30, TimeUnit.SECONDS)) {
                System.err.println("flow-canary: the last batch is not deleted from the queue and comes again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        file.close();
    }

    private boolean goesOn(Instant end) {
        return stop.getCount() > 0
                && recorded < limits.messages()
                && clock.instant().isBefore(end);
    }

    /** Polls until one brings less than it could: a file is flushed for many messages at once, and for few at once. */
    private List<Message> gather() throws InterruptedException {
        List<Message> gathered = new ArrayList<>();
        long most = Math.min(BATCH, limits.messages() - recorded);
        int received = SqsQueue.BATCH;
        while (received == SqsQueue.BATCH && gathered.size() < most && stop.getCount() > 0) {
            List<Message> messages = receive(gathered.isEmpty());
            received = messages.size();
            int wanted = (int) Math.min(received, most - gathered.size());
            gathered.addAll(messages.subList(0, wanted));
            if (wanted < received) {
                queue.hide(handles(messages.subList(wanted, received)), Duration.ZERO);
            }
        }
        return gathered;
    }

    /** @param patient whether there is nothing to be written meanwhile */
    private List<Message> receive(boolean patient) throws InterruptedException {
        for (int failures = 1; stop.getCount() > 0; failures++) {
            try {
                List<Message> messages = queue.receive();
                backoff.succeeded();
                reached = true;
                return messages;
            } catch (SdkException e) {
                if (!patient) {
                    return List.of();
                }
                if (!reached || failures == MOST_FAILURES || refuses(e)) {
                    throw e;
                }
                stop.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        return List.of();
    }

    private static boolean refuses(SdkException error) {
        return error instanceof AwsServiceException answer
                && answer.statusCode() / 100 == 4
                && !answer.isThrottlingException();
    }

    private void delete(List<Message> messages) {
        List<String> handles = handles(messages);
        for (int from = 0; from < handles.size(); from += SqsQueue.BATCH) {
            List<String> batch = handles.subList(from, Math.min(from + SqsQueue.BATCH, handles.size()));
            try {
                List<String> again = queue.delete(batch);
                if (!again.isEmpty()) {
                    queue.delete(again);
                }
            } catch (SdkException e) {
                // They come again, and what is recorded twice counts once.
                System.err.println("flow-canary: " + batch.size() + " messages were not deleted: " + e.getMessage());
            }
        }
    }

    private static List<String> handles(List<Message> messages) {
        return messages.stream().map(Message::receiptHandle).toList();
    }
}
