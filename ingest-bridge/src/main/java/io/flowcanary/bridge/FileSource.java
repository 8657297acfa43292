package io.flowcanary.bridge;

import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.bridge.envelope.Legibility;
import io.flowcanary.bridge.envelope.RecordedEvents;
import io.flowcanary.bridge.envelope.RecordedEvents.Recorded;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Envelopes recorded in a file, however they were written. Ends when all of it is in Kafka; any failure ends it too, and the file
 * is to be run again: what is written twice counts once. A file that breaks off, or of which under half can be read, fails as well,
 * with all that was read kept.
 */
final class FileSource implements Source {
    private static final long PROGRESS = 50_000;

    private final FileSettings settings;
    private final AttributeNames names;
    private final Ingest ingest;
    private final EventWriter writer;
    private final PrintStream progress;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicLong latestEvent = new AtomicLong(Receipt.NONE);
    private final Thread reader = Threads.named("file").newThread(this::run);
    private final Legibility legibility = new Legibility();
    private volatile boolean stopping;

    FileSource(FileSettings settings, AttributeNames names, Ingest ingest, EventWriter writer, PrintStream progress) {
        this.settings = settings;
        this.names = names;
        this.ingest = ingest;
        this.writer = writer;
        this.progress = progress;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public void start() {
        reader.start();
    }

    /** A file that was read to its end is drained for ever, but event time must not pass what it records. */
    @Override
    public Optional<Drained> drained() {
        boolean all = ended.isDone() && !ended.isCompletedExceptionally() && latestEvent.get() != Receipt.NONE;
        return all ? Optional.of(new Drained(Instant.ofEpochMilli(latestEvent.get()), false)) : Optional.empty();
    }

    @Override
    public Optional<String> trouble() {
        return Optional.ofNullable(failure.get()).map(error -> settings.path() + ": " + error.getMessage());
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void close() {
        stopping = true;
        try {
            reader.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            read();
            writer.flush();
            throwFailure();
            say(stopping ? ", stopped" : ", done");
            refuseUnlessRead();
            if (!stopping) {
                ended.complete(null);
            }
        } catch (IOException | RuntimeException e) {
            failure.compareAndSet(null, e);
            ended.completeExceptionally(e);
        }
    }

    private void read() throws IOException {
        try (RecordedEvents events = RecordedEvents.open(settings.path(), settings.longestLine(), names)) {
            for (Optional<Recorded> next = legibility.next(events);
                    next.isPresent() && !stopping;
                    next = legibility.next(events)) {
                throwFailure();
                take(next.get());
                if (legibility.all() % PROGRESS == 0) {
                    say("");
                }
            }
        }
    }

    private void take(Recorded recorded) {
        ingest.take(recorded.place(), recorded.parsed()).whenComplete((receipt, error) -> {
            if (error == null) {
                latestEvent.accumulateAndGet(receipt.eventTime(), Math::max);
            } else {
                failure.compareAndSet(
                        null,
                        new IllegalStateException("Kafka did not take " + recorded.place() + ": run it again", error));
            }
        });
    }

    private void say(String state) {
        long unread = legibility.unreadable();
        String dead = unread == 0 ? "" : ", " + unread + " of them to the dead letters";
        progress.println(settings.path() + ": " + legibility.all() + " records" + dead + state);
    }

    private void refuseUnlessRead() {
        legibility.problem().filter(why -> !stopping).ifPresent(why -> {
            throw new IllegalStateException(
                    why + (legibility.reasons().isEmpty() ? "" : "; " + String.join("; ", legibility.reasons())));
        });
    }

    private void throwFailure() {
        if (failure.get() instanceof RuntimeException error) {
            throw error;
        }
    }
}
