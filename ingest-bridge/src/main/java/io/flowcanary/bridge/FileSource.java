package io.flowcanary.bridge;

import io.flowcanary.bridge.envelope.EnvelopeLines;
import io.flowcanary.bridge.envelope.EnvelopeLines.Line;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Envelopes recorded in a file, one per line. Ends when all of it is in Kafka; any failure ends it too, and the file is to be
 * run again: what is written twice counts once.
 */
final class FileSource implements Source {
    private static final long PROGRESS_LINES = 50_000;

    private final FileSettings settings;
    private final Ingest ingest;
    private final EventWriter writer;
    private final PrintStream progress;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicLong latestEvent = new AtomicLong(Receipt.NONE);
    private final Thread reader = Threads.named("file").newThread(this::run);
    private volatile boolean stopping;

    FileSource(FileSettings settings, Ingest ingest, EventWriter writer, PrintStream progress) {
        this.settings = settings;
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
            long lines = read();
            writer.flush();
            throwFailure();
            progress.println(settings.path() + ": " + lines + " lines, " + (stopping ? "stopped" : "done"));
            if (!stopping) {
                ended.complete(null);
            }
        } catch (IOException | RuntimeException e) {
            failure.compareAndSet(null, e);
            ended.completeExceptionally(e);
        }
    }

    private long read() throws IOException {
        long number = 0;
        try (EnvelopeLines lines = EnvelopeLines.open(settings.path(), settings.longestLine())) {
            for (Optional<Line> line = lines.next(); line.isPresent() && !stopping; line = lines.next()) {
                throwFailure();
                number = line.get().number();
                take(line.get());
                if (number % PROGRESS_LINES == 0) {
                    progress.println(settings.path() + ": " + number + " lines");
                }
            }
        }
        return number;
    }

    private void take(Line line) {
        String origin = "line " + line.number();
        if (line.blank()) {
            ingest.skip("blank-line");
        } else if (line.tooLong() != null) {
            String detail = "expected at most " + settings.longestLine() + " bytes";
            note(line, ingest.takeUnusable(origin, "line-too-long", detail, line.tooLong()));
        } else {
            note(line, ingest.takeRecorded(origin, line.utf8()));
        }
    }

    private void note(Line line, CompletableFuture<Receipt> taken) {
        taken.whenComplete((receipt, error) -> {
            if (error == null) {
                latestEvent.accumulateAndGet(receipt.eventTime(), Math::max);
            } else {
                failure.compareAndSet(
                        null,
                        new IllegalStateException(
                                "Kafka did not take line " + line.number() + ": run it again", error));
            }
        });
    }

    private void throwFailure() {
        if (failure.get() instanceof RuntimeException error) {
            throw error;
        }
    }
}
