package io.flowcanary.bridge;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Envelopes from an SQS queue, each deleted only when Kafka holds it. */
final class SqsSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(SqsSource.class);
    private static final Duration LAST_RECEIPTS = Duration.ofSeconds(20);

    private final SqsClient client;
    private final SqsSettings settings;
    private final SqsQueue queue;
    private final DrainWatch drain;
    private final SqsLeases leases;
    private final SqsAnswers answers;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final List<SqsReceiver> receivers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param client closed with this source
     * @param kafka what keeps Kafka from taking records; asked after a failure, before more is received
     */
    SqsSource(
            SqsClient client,
            SqsSettings settings,
            Ingest ingest,
            Supplier<Optional<String>> kafka,
            Clock clock,
            RandomGenerator random) {
        this.client = client;
        this.settings = settings;
        this.queue = new SqsQueue(client, settings);
        this.drain = new DrainWatch(settings.receivers());
        this.leases = new SqsLeases(queue, settings);
        this.answers = new SqsAnswers(queue, new Backoff(random));
        SqsReceiver.Shared shared =
                new SqsReceiver.Shared(queue, ingest, drain, leases, answers, kafka, new AtomicBoolean(), clock, stop);
        for (int i = 0; i < settings.receivers(); i++) {
            SqsReceiver receiver = new SqsReceiver(i, shared, new Backoff(random));
            receivers.add(receiver);
            threads.add(Threads.named("sqs-receiver-" + i).newThread(receiver));
        }
    }

    @Override
    public String name() {
        return "sqs";
    }

    @Override
    public void start() {
        leases.start();
        answers.start();
        threads.forEach(Thread::start);
    }

    @Override
    public Optional<Drained> drained() {
        return drain.drainedUpTo().map(at -> new Drained(at.minus(settings.drainMargin()), false));
    }

    @Override
    public Optional<String> trouble() {
        return receivers.stream()
                .flatMap(receiver -> receiver.trouble().stream())
                .findFirst();
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            stopReceivers();
            awaitReceipts();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leases.held().forEach(answers::giveBack);
        answers.close();
        leases.close();
        client.close();
    }

    /** A poll is let finish: what it brings would else stay hidden until its time is up. */
    private void stopReceivers() throws InterruptedException {
        Deadline deadline = new Deadline(Duration.ofSeconds(settings.waitSeconds() + 3L));
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline.left())));
            thread.interrupt();
        }
    }

    private void awaitReceipts() throws InterruptedException {
        Deadline deadline = new Deadline(LAST_RECEIPTS);
        while (!drain.settled() && deadline.left() > 0) {
            Thread.sleep(20);
        }
        if (!drain.settled()) {
            LOG.warn(
                    "{} messages go back to SQS: Kafka did not acknowledge them in time",
                    leases.held().size());
        }
    }
}
