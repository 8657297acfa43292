package io.flowcanary.local.system;

import io.flowcanary.query.CanaryTallies;
import io.flowcanary.query.CanaryView;
import io.flowcanary.query.Progress;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Rollout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** A service's HTTP API; whatever cannot be had right now is empty. */
record Service(int port) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    Optional<Progress> progress() {
        return get("/api/v1/source", Progress.class);
    }

    Optional<CanaryTallies> tallies(String canary) {
        return get("/api/v1/canaries/" + canary + "/tallies?window=PT168H", CanaryTallies.class);
    }

    Optional<Rollout> rollout(String canary) {
        return get("/api/v1/canaries/" + canary, CanaryView.class).map(CanaryView::rollout);
    }

    /** One of a bridge's counts. */
    long count(String name) {
        return body("/stats")
                .map(body -> Messages.json().readTree(body).path(name).asLong())
                .orElse(0L);
    }

    boolean ready() {
        return body("/health/ready").isPresent();
    }

    String health() {
        return answer("/health/ready").map(HttpResponse::body).map(String::new).orElse("");
    }

    /** Posts a JSON body; a header given as name and value may follow. */
    HttpResponse<String> post(String path, String json, String... header) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofMinutes(1))
                    .POST(HttpRequest.BodyPublishers.ofString(json));
            return HTTP.send((header.length == 0 ? request : request.headers(header)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Optional<byte[]> body(String path) {
        return answer(path).filter(response -> response.statusCode() == 200).map(HttpResponse::body);
    }

    private <T> Optional<T> get(String path, Class<T> type) {
        return body(path).map(body -> Messages.json().readValue(body, type));
    }

    Optional<HttpResponse<byte[]>> answer(String path) {
        try {
            return Optional.of(HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
