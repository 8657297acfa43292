package io.flowcanary.client;

import io.flowcanary.record.Messages;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Requests and answers; asks again while the service says that it is not ready. */
final class Http {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    /** Longer than the service waits for an order's answer. */
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private static final int NOT_READY = 503;
    /** An order without an answer yet: given again under its id, it is done once and answered. */
    private static final int UNANSWERED = 504;

    private static final int ACCEPTED = 202;

    private static final int TRIES = 6;
    private static final int UNANSWERED_TRIES = 3;
    private static final long LONGEST_PAUSE_S = 5;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    private final ServerSettings settings;
    private final Consumer<String> waiting;

    /** @param waiting told why the next try is waited for */
    Http(ServerSettings settings, Consumer<String> waiting) {
        this.settings = settings;
        this.waiting = waiting;
    }

    JsonNode get(String path, Integer... also) throws ServerException {
        return sent(request(path).timeout(TIMEOUT).GET().build(), Set.of(also));
    }

    /** Asks again for as long as the answer is 202, and passes on what it says. */
    JsonNode get(String path, Consumer<JsonNode> progress) throws ServerException {
        HttpRequest request = request(path).timeout(TIMEOUT).GET().build();
        HttpResponse<byte[]> answer = answered(request, Set.of());
        while (answer.statusCode() == ACCEPTED) {
            progress.accept(body(answer));
            pause(answer);
            answer = answered(request, Set.of());
        }
        return told(answer, Set.of());
    }

    JsonNode post(String path, String id, JsonNode body) throws ServerException {
        return sent(
                request(path)
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", id)
                        .POST(BodyPublishers.ofByteArray(Messages.json().writeValueAsBytes(body)))
                        .build(),
                Set.of());
    }

    HttpRequest.Builder request(String path) {
        String relative = path.startsWith("/") ? path.substring(1) : path;
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.server().resolve(relative));
        return settings.token() == null
                ? request
                : request.header("Authorization", "Bearer " + settings.token().value());
    }

    HttpClient client() {
        return client;
    }

    String server() {
        URI uri = settings.server();
        String text = uri.toString();
        return text.substring(0, text.length() - 1);
    }

    /** @param also statuses besides 200 whose body is an answer */
    private JsonNode sent(HttpRequest request, Set<Integer> also) throws ServerException {
        return told(answered(request, also), also);
    }

    private HttpResponse<byte[]> answered(HttpRequest request, Set<Integer> also) throws ServerException {
        HttpResponse<byte[]> answer = once(request);
        for (int tries = 1; again(answer.statusCode(), tries, also); tries++) {
            waiting.accept("no answer yet: waiting for " + server() + " ...");
            pause(answer);
            answer = once(request);
        }
        return answer;
    }

    private JsonNode told(HttpResponse<byte[]> answer, Set<Integer> also) throws ServerException {
        int status = answer.statusCode();
        JsonNode body = body(answer);
        if (status == 200 || also.contains(status)) {
            return body;
        }
        throw ServerException.refused(server(), status, body);
    }

    private JsonNode body(HttpResponse<byte[]> answer) throws ServerException {
        try {
            JsonNode body = Messages.json().readTree(answer.body());
            if (body.isObject()) {
                return body;
            }
            throw ServerException.strange(server(), answer.statusCode(), null);
        } catch (JacksonException e) {
            throw ServerException.strange(server(), answer.statusCode(), e);
        }
    }

    private static boolean again(int status, int tries, Set<Integer> also) {
        return switch (status) {
            case NOT_READY -> !also.contains(NOT_READY) && tries < TRIES;
            case UNANSWERED -> tries < UNANSWERED_TRIES;
            default -> false;
        };
    }

    private HttpResponse<byte[]> once(HttpRequest request) throws ServerException {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw ServerException.noAnswer(server(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ServerException.noAnswer(server(), e);
        }
    }

    private void pause(HttpResponse<?> answer) throws ServerException {
        long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(1);
        try {
            Thread.sleep(1_000 * Math.min(LONGEST_PAUSE_S, Math.max(0, seconds)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ServerException.noAnswer(server(), e);
        }
    }
}
