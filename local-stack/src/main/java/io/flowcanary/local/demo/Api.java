package io.flowcanary.local.demo;

import io.flowcanary.query.CanaryTallies;
import io.flowcanary.query.CanaryView;
import io.flowcanary.query.SourceStatus;
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

/** Asks the services over HTTP, as anyone would. */
final class Api {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    Optional<CanaryTallies> tallies(int port, String canary, Duration window) {
        return get(port, "/api/v1/canaries/" + canary + "/tallies?window=" + window, CanaryTallies.class);
    }

    Optional<Rollout> rollout(int port, String canary) {
        return get(port, "/api/v1/canaries/" + canary, CanaryView.class).map(CanaryView::rollout);
    }

    Optional<SourceStatus> source(int port) {
        return get(port, "/api/v1/source", SourceStatus.class);
    }

    boolean ready(int port) {
        try {
            return send(port, "/health/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private <T> Optional<T> get(int port, String path, Class<T> type) {
        HttpResponse<byte[]> response = send(port, path);
        return response.statusCode() == 200
                ? Optional.of(Messages.json().readValue(response.body(), type))
                : Optional.empty();
    }

    private HttpResponse<byte[]> send(int port, String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
