package io.flowcanary.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private final BlockingQueue<HttpExchange> asked = new LinkedBlockingQueue<>();
    private final AtomicInteger changed = new AtomicInteger();
    private final Semaphore pauses = new Semaphore(0);

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/canaries/main-ivr/stream", asked::add);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void tellsOnceOfEachEventAndNothingOfHeartbeats() throws Exception {
        try (Changes changes = follow()) {
            HttpExchange exchange = begin(200);
            say(exchange, ": still here\n\nid: 1\nevent: verdict\ndata: {}\n\nid: 2\nevent: rollout\ndata: {}\n\n");

            await().until(() -> changed.get() == 2);
            assertThat(changes.told()).isTrue();
            exchange.close();
        }
    }

    @Test
    void comesBackAfterAPauseWhenTheServerEnds() throws Exception {
        try (Changes changes = follow()) {
            HttpExchange first = begin(200);
            say(first, "data: {}\n\n");
            first.close();

            await().until(() -> pauses.getQueueLength() == 1);
            assertThat(changes.told()).isFalse();
            assertThat(changed).as("the event, and its end").hasValue(2);
            assertThat(asked).isEmpty();

            pauses.release();
            say(begin(200), "data: {}\n\n");
            await().until(() -> changed.get() == 3);
            assertThat(changes.told()).isTrue();
        }
    }

    @Test
    void neverTellsWhatAServerSaysThatRefuses() throws Exception {
        try (Changes changes = follow()) {
            HttpExchange exchange = begin(503);
            say(exchange, "data: {}\n\n");
            exchange.close();

            await().until(() -> pauses.getQueueLength() == 1);
            assertThat(changes.told()).isFalse();
            assertThat(changed).hasValue(0);
        }
    }

    @Test
    void pausesAlsoWhenNobodyAnswers() {
        server.stop(0);

        try (Changes changes = follow()) {
            await().until(() -> pauses.getQueueLength() == 1);
            assertThat(changes.told()).isFalse();
        }
    }

    @Test
    void stopsReadingWhenItIsClosed() throws Exception {
        Changes changes = follow();
        HttpExchange exchange = begin(200);
        say(exchange, "data: {}\n\n");
        await().until(changes::told);

        changes.close();

        await().until(() -> !changes.told());
        exchange.close();
        assertThat(pauses.hasQueuedThreads()).isFalse();
        assertThat(asked).isEmpty();
    }

    private Changes follow() {
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
        Http http = new Http(new ServerSettings(uri, null), waiting -> {});
        return Changes.follow(
                http, "/api/v1/canaries/main-ivr/stream", changed::incrementAndGet, pauses::acquireUninterruptibly);
    }

    private HttpExchange begin(int status) throws Exception {
        HttpExchange exchange = asked.take();
        assertThat(exchange.getRequestHeaders().getFirst("Accept")).isEqualTo("text/event-stream");
        exchange.sendResponseHeaders(status, 0);
        return exchange;
    }

    private static void say(HttpExchange exchange, String events) throws IOException {
        exchange.getResponseBody().write(events.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }
}
