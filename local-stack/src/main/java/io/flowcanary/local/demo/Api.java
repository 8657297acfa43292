package io.flowcanary.local.demo;

import io.flowcanary.query.CanaryTallies;
import io.flowcanary.query.CanaryView;
import io.flowcanary.query.SourceStatus;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Rollout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.time.Instant;
import java.util.Optional;

/** Asks the services over HTTP, as anyone would; by the client that AWS's clients have loaded already. */
final class Api {
    /** A service that has just started on a slow machine takes seconds over its first answer. */
    private static final int PATIENCE_MS = 30_000;

    /** All calls of this time that are counted so far, also those of minutes that are not complete yet. */
    Optional<CanaryTallies> tallies(int port, String canary, Instant from, Instant to) {
        return get(port, "/api/v1/canaries/" + canary + "/tallies?from=" + from + "&to=" + to, CanaryTallies.class);
    }

    Optional<Rollout> rollout(int port, String canary) {
        return get(port, "/api/v1/canaries/" + canary, CanaryView.class).map(CanaryView::rollout);
    }

    Optional<SourceStatus> source(int port) {
        return get(port, "/api/v1/source", SourceStatus.class);
    }

    private <T> Optional<T> get(int port, String path, Class<T> type) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) new URL("http://127.0.0.1:" + port + path).openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                return Optional.empty();
            }
            try (InputStream body = connection.getInputStream()) {
                return Optional.of(Messages.json().readValue(body.readAllBytes(), type));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
