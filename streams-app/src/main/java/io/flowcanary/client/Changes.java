package io.flowcanary.client;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A canary's changes as the server tells them; who wants to know more asks. A connection that ends is begun again after a while,
 * until this is closed.
 */
public final class Changes implements AutoCloseable {
    private static final Duration BEFORE_RETRY = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final Http http;
    private final String path;
    private final Runnable changed;
    private final Runnable pause;
    private volatile CompletableFuture<HttpResponse<Stream<String>>> asked;
    private volatile Stream<String> lines;
    private volatile boolean told;
    private volatile boolean closed;

    private Changes(Http http, String path, Runnable changed, Runnable pause) {
        this.http = http;
        this.path = path;
        this.changed = changed;
        this.pause = pause;
    }

    static Changes follow(Http http, String path, Runnable changed) {
        return follow(http, path, changed, () -> LockSupport.parkNanos(BEFORE_RETRY.toNanos()));
    }

    /** @param pause waits before the connection is begun again */
    static Changes follow(Http http, String path, Runnable changed, Runnable pause) {
        Changes changes = new Changes(http, path, changed, pause);
        Thread reader = new Thread(changes::read, "changes");
        reader.setDaemon(true);
        reader.start();
        return changes;
    }

    private void read() {
        while (!closed) {
            connection();
            if (!closed) {
                pause.run();
            }
        }
    }

    private void connection() {
        try {
            asked = http.client()
                    .sendAsync(
                            http.request(path)
                                    .header("Accept", "text/event-stream")
                                    .build(),
                            BodyHandlers.ofLines());
            HttpResponse<Stream<String>> answer = asked.join();
            try (Stream<String> body = answer.body()) {
                lines = body;
                if (answer.statusCode() == OK && !closed) {
                    told = true;
                    body.filter(line -> line.startsWith("data:")).forEach(line -> changed.run());
                }
            }
        } catch (CompletionException | UncheckedIOException | CancellationException e) {
            // Whoever follows asks as well, and is told what is wrong.
        } finally {
            if (told) {
                told = false;
                changed.run();
            }
        }
    }

    /** Whether the server reports changes at the moment; the end of that is a change. */
    public boolean told() {
        return told;
    }

    @Override
    public void close() {
        closed = true;
        CompletableFuture<HttpResponse<Stream<String>>> last = asked;
        if (last != null) {
            last.cancel(true);
        }
        Stream<String> open = lines;
        if (open != null) {
            open.close();
        }
    }
}
