package io.flowcanary.cli;

import com.sun.net.httpserver.HttpServer;
import io.flowcanary.record.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** A streams service that says what a test tells it to; the last answer of a path is repeated. */
final class FakeService implements AutoCloseable {
    /** What was asked for. */
    record Asked(String method, String path, String token, String id, String body) {
        JsonNode json() {
            return Messages.json().readTree(body);
        }
    }

    private record Said(int status, String body) {}

    private final Map<String, Deque<Said>> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    FakeService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().toString();
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    path,
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Deque<Said> next = answers.get(path);
            Said said = next == null
                    ? new Said(404, problem(404, "nothing is at this path"))
                    : next.size() > 1 ? next.poll() : next.peek();
            byte[] bytes = said.body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Retry-After", "0");
            exchange.sendResponseHeaders(said.status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    FakeService says(String path, int status, String body) {
        answers.computeIfAbsent(path, none -> new ArrayDeque<>()).add(new Said(status, body));
        return this;
    }

    FakeService says(String path, Object body) {
        return says(path, 200, Messages.json().writeValueAsString(body));
    }

    FakeService refuses(String path, int status, String detail) {
        return says(path, status, problem(status, detail));
    }

    static String problem(int status, String detail) {
        return Messages.json()
                .writeValueAsString(Map.of("type", "t", "title", "Refused", "status", status, "detail", detail));
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    List<Asked> asked() {
        return asked;
    }

    List<Asked> posted() {
        return asked.stream().filter(one -> one.method().equals("POST")).toList();
    }

    /** Runs a command against it. */
    Cli run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", url()));
        return Cli.run(all.toArray(String[]::new));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
