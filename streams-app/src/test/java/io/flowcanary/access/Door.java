package io.flowcanary.access;

import io.flowcanary.settings.Environment;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** A guarded server with one route for each role, and somebody who knocks. */
final class Door implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Javalin javalin;

    /** @param bound the address that the settings take it to be bound to; it is the loopback address in truth */
    Door(String bound, Map<String, String> variables) {
        AccessSettings settings = AccessSettings.from(new Environment(new HashMap<>(variables)), bound);
        Guard guard = Guard.of(settings, Clock.systemUTC());
        javalin = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    guard.protect(config);
                    config.routes.get("/health/live", context -> context.result("live"), Role.ANYONE);
                    config.routes.get(
                            "/api/v1/canaries", context -> context.result("for " + actor(context)), Role.VIEWER);
                    config.routes.post(
                            "/api/v1/abort",
                            context -> context.result(context.body().length() + " from " + actor(context)),
                            Role.OPERATOR);
                    config.routes.get("/api/v1/forgotten", context -> context.result("open"));
                })
                .start("127.0.0.1", 0);
    }

    private static String actor(io.javalin.http.Context context) {
        return context.attribute(Guard.ACTOR);
    }

    int port() {
        return javalin.port();
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder().GET(), path, headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)), path, headers);
    }

    HttpResponse<String> head(String path, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder().method("HEAD", BodyPublishers.noBody()), path, headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path, String... headers)
            throws IOException, InterruptedException {
        request.uri(URI.create("http://127.0.0.1:" + port() + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
