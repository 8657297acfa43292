package io.flowcanary.web;

import io.flowcanary.access.AccessSettings;
import io.flowcanary.access.Guard;
import io.flowcanary.act.ParameterReader;
import io.flowcanary.act.Reading;
import io.flowcanary.act.TargetFault;
import io.flowcanary.desk.News;
import io.flowcanary.desk.Orders;
import io.flowcanary.metrics.Metrics;
import io.flowcanary.query.Lag;
import io.flowcanary.query.NotReadyException;
import io.flowcanary.record.Answer;
import io.flowcanary.record.Command;
import io.flowcanary.record.Message;
import io.flowcanary.settings.Environment;
import io.flowcanary.topology.Stream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.apache.kafka.streams.state.HostInfo;

/** The API of one instance on a free port, over a stream that the test drives, and what surrounds it. */
final class Site implements AutoCloseable, Orders, News, ParameterReader {
    static final HttpClient HTTP = HttpClient.newHttpClient();

    final Stream stream;
    final FakeShards shards;
    final HostInfo self;
    private final List<Consumer<Message>> listeners = new CopyOnWriteArrayList<>();
    private final WebServer server;
    private final Optional<SSLContext> peers;
    Health health = new Health(true, Map.of("stream", "RUNNING"));
    /** What the parameter holds; null when that is not known. */
    Integer share = 0;

    /** What is wrong with every policy's targets. */
    List<TargetFault> faults = List.of();

    String readParameter;
    /** What happens to orders instead of being obeyed. */
    CompletableFuture<Answer> instead;

    Command.Order given;

    Site(Stream stream) {
        this(stream, freePort());
    }

    Site(Stream stream, int port) {
        this(stream, port, Map.of());
    }

    /** @param tls settings of the listener's TLS */
    Site(Stream stream, int port, Map<String, String> tls) {
        this.stream = stream;
        self = new HostInfo("127.0.0.1", port);
        shards = new FakeShards(self, stream.shard());
        Lag lag = () -> new Lag.Waiting(3L, null);
        Clock clock = clock(stream::now);
        Map<String, String> variables = new HashMap<>(tls);
        variables.put("ACCESS_DEVELOPMENT", "true");
        variables.put("ACCESS_TOKENS_FILE", tokens());
        AccessSettings open = AccessSettings.from(new Environment(variables), "127.0.0.1");
        peers = open.peers();
        Api api = new Api(new Api.Needs(
                shards,
                peers,
                this,
                this,
                this,
                policy -> faults,
                lag,
                () -> health,
                1,
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                clock));
        server = WebServer.start("127.0.0.1", port, api, Guard.of(open, clock), new Metrics());
    }

    /** Whoever shows {@code abc} is an operator named kim. */
    private static String tokens() {
        try {
            Path file = Files.createTempFile("tokens", null);
            file.toFile().deleteOnExit();
            Files.writeString(file, "operator kim ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    WebServer server() {
        return server;
    }

    @Override
    public synchronized CompletableFuture<Answer> give(Command.Order order) {
        given = order;
        if (instead != null) {
            return instead;
        }
        stream.command(order);
        return CompletableFuture.completedFuture(stream.answers().get(0));
    }

    @Override
    public Runnable listen(Consumer<Message> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    int listeners() {
        return listeners.size();
    }

    /** The stream has committed this. */
    void say(Message message) {
        listeners.forEach(listener -> listener.accept(message));
    }

    @Override
    public Reading read(String parameter) {
        readParameter = parameter;
        return new Reading(parameter, share, stream.now(), share == null ? "AWS is away" : null);
    }

    HttpResponse<String> get(String path, String... headers) {
        return sent(client(), request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create((peers.isPresent() ? "https" : "http") + "://127.0.0.1:" + self.port() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpClient client() {
        return peers.map(own -> HttpClient.newBuilder().sslContext(own).build()).orElse(HTTP);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        return sent(HTTP, request);
    }

    private static HttpResponse<String> sent(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static CompletableFuture<Answer> notReady(String why) {
        return CompletableFuture.failedFuture(new NotReadyException(why));
    }

    private static Clock clock(InstantSource source) {
        return new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return java.time.ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return source.instant();
            }
        };
    }

    @Override
    public void close() {
        server.close();
    }
}
