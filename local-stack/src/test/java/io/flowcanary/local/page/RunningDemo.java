package io.flowcanary.local.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.local.LocalFlowCanary;
import io.flowcanary.local.process.ChildProcess;
import io.flowcanary.record.Messages;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo as people run it: a process of its own. */
record RunningDemo(ChildProcess process, int port, Path log) implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A scenario that a few hundred calls decide, yet not before somebody can order an abort. */
    static RunningDemo start(Path directory) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path log = directory.resolve("demo.log");
        ChildProcess process = ChildProcess.start(new ProcessBuilder(ChildProcess.java(
                        LocalFlowCanary.class,
                        "demo",
                        "--scenario",
                        "errors",
                        "--calls-per-hour",
                        "600",
                        "--port",
                        Integer.toString(port)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
        RunningDemo demo = new RunningDemo(process, port, log);
        try {
            demo.awaitReady();
            return demo;
        } catch (RuntimeException | Error e) {
            demo.close();
            throw e;
        }
    }

    private void awaitReady() {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> ask("/api/v1/canaries/main-ivr")
                        .filter(answer -> answer.statusCode() == 200)
                        .isPresent());
        // The first order waits for a warm JVM and the feed of answers.
        await().atMost(Duration.ofMinutes(2)).until(() -> refused("/api/v1/canaries/nobody/abort"));
    }

    private boolean refused(String order) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url(order)))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 409;
    }

    String url(String path) {
        return "http://localhost:" + port + path;
    }

    /** Where its broker listens, as it says. */
    String broker() throws IOException {
        Matcher said = Pattern.compile("Broker: (\\S+)").matcher(Files.readString(log));
        assertThat(said.find()).as("the demo says where its broker is").isTrue();
        return said.group(1);
    }

    /** Waits until this share is read from the parameter. */
    void awaitShare(int share) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> ask("/api/v1/canaries/main-ivr/gate")
                        .map(HttpResponse::body)
                        .map(body ->
                                Messages.json().readTree(body).path("share").asInt(-1))
                        .filter(read -> read == share)
                        .isPresent());
    }

    private Optional<HttpResponse<String>> ask(String path) throws InterruptedException {
        try {
            return Optional.of(
                    HTTP.send(HttpRequest.newBuilder(URI.create(url(path))).build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
