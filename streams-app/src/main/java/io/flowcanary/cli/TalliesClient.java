package io.flowcanary.cli;

import io.flowcanary.query.CanaryTallies;
import io.flowcanary.record.Messages;
import io.flowcanary.web.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;

/** Asks the streams service what it has counted. */
final class TalliesClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final URI server;

    /** @throws IllegalArgumentException when this is no URL of a server */
    TalliesClient(String server) {
        this.server = URI.create(server.endsWith("/") ? server : server + "/");
        if (this.server.getHost() == null || !("" + this.server.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("--server " + server + ": expected a URL such as http://localhost:8080");
        }
    }

    /**
     * A canary's versions side by side, of the last hour.
     *
     * @throws IOException when there is no answer, or none that can be used; says which and why
     */
    CanaryTallies lastHour(String canary) throws IOException {
        String segment = URLEncoder.encode(canary, StandardCharsets.UTF_8).replace("+", "%20");
        URI uri = server.resolve("api/v1/canaries/" + segment + "/tallies?window=PT1H");
        HttpResponse<byte[]> answer = get(uri);
        try {
            if (answer.statusCode() != OK) {
                Problem problem = Messages.json().readValue(answer.body(), Problem.class);
                throw new IOException(server + " answers " + answer.statusCode() + ": " + problem.detail());
            }
            return Messages.json().readValue(answer.body(), CanaryTallies.class);
        } catch (JacksonException e) {
            throw new IOException(
                    server + " answers " + answer.statusCode() + ", but not as the streams service does", e);
        }
    }

    private HttpResponse<byte[]> get(URI uri) throws IOException {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
        try {
            return client.send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            String why = e.getMessage() == null ? "" : ": " + e.getMessage();
            throw new IOException(server + " does not answer (" + e.getClass().getSimpleName() + why + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + server, e);
        }
    }
}
