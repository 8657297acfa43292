package io.flowcanary.client;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A canary's changes as the server tells them; who wants to know more asks. */
public final class Changes implements AutoCloseable {
    private static final int OK = 200;

    private final CompletableFuture<HttpResponse<Stream<String>>> asked;
    private volatile boolean told;
    private volatile boolean ended;
    private volatile Stream<String> lines;

    private Changes(CompletableFuture<HttpResponse<Stream<String>>> asked) {
        this.asked = asked;
    }

    static Changes follow(Http http, String path, Runnable changed) {
        var request = http.request(path).header("Accept", "text/event-stream").build();
        Changes changes = new Changes(http.client().sendAsync(request, BodyHandlers.ofLines()));
        Thread reader = new Thread(() -> changes.read(changed), "changes");
        reader.setDaemon(true);
        reader.start();
        return changes;
    }

    private void read(Runnable changed) {
        try {
            HttpResponse<Stream<String>> answer = asked.join();
            lines = answer.body();
            if (answer.statusCode() == OK) {
                told = true;
                lines.filter(line -> line.startsWith("data:")).forEach(line -> changed.run());
            }
        } catch (RuntimeException e) {
            // Whoever follows polls as well.
        } finally {
            told = false;
            ended = true;
        }
    }

    /** Whether the server tells of changes at the moment. */
    public boolean told() {
        return told;
    }

    /** Whether the server has stopped telling, or never began. */
    public boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        asked.cancel(true);
        Stream<String> open = lines;
        if (open != null) {
            open.close();
        }
    }
}
