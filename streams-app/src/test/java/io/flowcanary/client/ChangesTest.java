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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private final BlockingQueue<HttpExchange> asked = new LinkedBlockingQueue<>();
    private final AtomicInteger changed = new AtomicInteger();

    private HttpServer server;
    private CanaryClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/canaries/main-ivr/stream", asked::add);
        server.start();
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
        client = new CanaryClient(new ServerSettings(uri, null), waiting -> {});
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
            assertThat(changes.ended()).isFalse();
            exchange.close();
        }
    }

    @Test
    void endsWhenTheServerHasNoMoreToTell() throws Exception {
        try (Changes changes = follow()) {
            HttpExchange exchange = begin(200);
            say(exchange, "data: {}\n\n");
            exchange.close();

            await().until(changes::ended);
            assertThat(changes.told()).isFalse();
            assertThat(changed).hasValue(1);
        }
    }

    @Test
    void neverTellsWhatAServerSaysThatRefuses() throws Exception {
        try (Changes changes = follow()) {
            HttpExchange exchange = begin(503);
            say(exchange, "data: {}\n\n");
            exchange.close();

            await().until(changes::ended);
            assertThat(changed).hasValue(0);
        }
    }

    @Test
    void endsWhenNobodyAnswers() {
        server.stop(0);

        try (Changes changes = follow()) {
            await().until(changes::ended);
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

        await().until(changes::ended);
        exchange.close();
    }

    private Changes follow() {
        return client.changes("main-ivr", changed::incrementAndGet);
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
