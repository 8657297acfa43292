package io.flowcanary.bridge;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bridge: one source, one way to Kafka, a small server for health, counts and posts. It receives nothing before Kafka
 * answers and has the topics.
 */
public final class BridgeService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeService.class);

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final BurialWatch burials;
    private final BridgeMetrics metrics;
    private final KafkaProbe kafka;
    private final EventWriter writer;
    private final Source source;
    private final Heartbeats heartbeats;
    private final BridgeServer server;
    private final Thread starter = Threads.named("bridge-start").newThread(this::startSource);
    private boolean closed;

    private BridgeService(BridgeSettings settings, Clock clock) {
        Ledger ledger = new Ledger();
        burials = new BurialWatch(clock);
        metrics = new BridgeMetrics(ledger, burials);
        Duration patience = patience(settings);
        kafka = new KafkaProbe(Admin.create(settings.kafka().admin()));
        writer = new EventWriter(
                new KafkaProducer<>(
                        settings.kafka().producer(patience), new StringSerializer(), new ByteArraySerializer()),
                settings.kafka().mostInFlight(),
                patience,
                this::fail);
        String name = settings.source().name().toLowerCase(Locale.ROOT);
        Ingest ingest = new Ingest(name, settings.attributes(), writer, ledger, burials, clock);
        source = open(settings, ingest, clock);
        heartbeats = new Heartbeats(source, writer, ledger, clock, settings.heartbeat());
        server = new BridgeServer(
                settings.server(),
                troubles(),
                ledger,
                metrics,
                source instanceof HttpSource posts ? Optional.of(posts) : Optional.empty());
    }

    /**
     * Starts a bridge; returns before its source is open, which waits for Kafka.
     *
     * @param clock what heartbeats and arrival times go by; it may run faster than the machine's
     */
    public static BridgeService start(BridgeSettings settings, Clock clock) {
        BridgeService service = new BridgeService(settings, clock);
        try {
            service.server.start();
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
        service.source.ended().whenComplete((done, error) -> service.sourceEnded(error));
        service.starter.start();
        service.heartbeats.start();
        LOG.info("bridge for {} listens on port {}", settings.source(), service.port());
        return service;
    }

    /** The port of {@code /health/live}, {@code /health/ready}, {@code /stats}, {@code /metrics} and, for posts, {@code /events}. */
    public int port() {
        return server.port();
    }

    /** Ends when a file is wholly in Kafka; exceptionally when the bridge cannot go on. */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** Stops receiving, writes and acknowledges what was received, and closes. Does nothing the second time. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stop.countDown();
        awaitStarter();
        source.close();
        heartbeats.close();
        writer.close();
        server.close();
        metrics.close();
        kafka.close();
        LOG.info("bridge stopped");
    }

    /** Lest it open the source after that was closed. */
    private void awaitStarter() {
        try {
            starter.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Source open(BridgeSettings settings, Ingest ingest, Clock clock) {
        return switch (settings.source()) {
            case SQS ->
                new SqsSource(
                        SqsClients.open(settings.sqs()),
                        settings.sqs(),
                        ingest,
                        this::kafkaTrouble,
                        clock,
                        new Random());
            case HTTP -> new HttpSource(settings.http(), ingest, clock);
            case FILE -> new FileSource(settings.file(), settings.attributes(), ingest, writer, System.err);
        };
    }

    /** A poster waits for seconds only; a queue or a file can wait as long as a record is retried. */
    private static Duration patience(BridgeSettings settings) {
        return settings.source() == BridgeSettings.SourceName.HTTP
                ? settings.http().acknowledgeWithin()
                : settings.kafka().deliveryTimeout();
    }

    private Map<String, Supplier<Optional<String>>> troubles() {
        Map<String, Supplier<Optional<String>>> troubles = new LinkedHashMap<>();
        troubles.put("kafka", this::kafkaTrouble);
        troubles.put("source", source::trouble);
        troubles.put("records", burials::trouble);
        return troubles;
    }

    private Optional<String> kafkaTrouble() {
        return ended.isCompletedExceptionally()
                ? Optional.of("the bridge cannot go on: see its log")
                : kafka.ask().map(KafkaProbe.Trouble::text).or(writer::trouble);
    }

    private void startSource() {
        try {
            Backoff backoff = new Backoff(new Random());
            for (Optional<KafkaProbe.Trouble> trouble = kafka.ask(); trouble.isPresent(); trouble = kafka.ask()) {
                if (trouble.get().lasting()) {
                    throw new IllegalStateException(trouble.get().text());
                }
                LOG.warn("waiting for Kafka: {}", trouble.get().text());
                if (stop.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            if (stop.getCount() > 0) {
                source.start();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void sourceEnded(Throwable error) {
        if (error != null) {
            fail(error);
            return;
        }
        try {
            heartbeats.beat();
            writer.flush();
            ended.complete(null);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void fail(Throwable error) {
        if (ended.completeExceptionally(error)) {
            LOG.error("the bridge cannot go on", error);
        }
    }
}
