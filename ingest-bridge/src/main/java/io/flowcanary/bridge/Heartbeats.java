package io.flowcanary.bridge;

import io.flowcanary.record.Heartbeat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on a source's word that it is drained, so that event time moves on when no call does. */
final class Heartbeats implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

    /** How often the clock is looked at: it may run faster than the machine's, so no timer can wait for it. */
    private static final long LOOK_MS = 50;

    private final Source source;
    private final EventWriter writer;
    private final Ledger ledger;
    private final Clock clock;
    private final Duration interval;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Threads.named("heartbeats"));
    private Instant last = Instant.MIN;
    private CompletableFuture<Void> pending = CompletableFuture.completedFuture(null);

    Heartbeats(Source source, EventWriter writer, Ledger ledger, Clock clock, Duration interval) {
        this.source = source;
        this.writer = writer;
        this.ledger = ledger;
        this.clock = clock;
        this.interval = interval;
    }

    void start() {
        timer.scheduleWithFixedDelay(this::beatSafely, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    /** Sends a heartbeat when one is due, the source is drained, and the one before it has arrived. */
    synchronized void beatIfDue() {
        if (!clock.instant().isBefore(last.plus(last == Instant.MIN ? Duration.ZERO : interval))) {
            beat();
        }
    }

    /** Sends a heartbeat if the source is drained, due or not. */
    synchronized void beat() {
        Optional<Drained> drained = source.drained();
        if (drained.isEmpty() || !pending.isDone()) {
            return;
        }
        Instant now = clock.instant();
        last = now;
        pending = writer.write(new Heartbeat(
                source.name(),
                drained.get().upTo().toEpochMilli(),
                drained.get().weak(),
                now.toEpochMilli()));
        pending.thenRun(ledger::heartbeat);
    }

    @Override
    public void close() {
        timer.shutdown();
    }

    private void beatSafely() {
        try {
            beatIfDue();
        } catch (RuntimeException e) {
            LOG.warn("cannot send a heartbeat: {}", e.toString());
        }
    }
}
