package io.flowcanary.local.bench;

import io.flowcanary.query.Progress;
import io.flowcanary.record.Messages;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** How many records a service has read from the source, by its own account. */
record Source(int port) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    long consumed() throws IOException {
        try {
            HttpResponse<byte[]> response = HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/source"))
                            .build(),
                    BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                return 0;
            }
            return Messages.json().readValue(response.body(), Progress.class).events().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
