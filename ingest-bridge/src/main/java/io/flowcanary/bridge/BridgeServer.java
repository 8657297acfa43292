package io.flowcanary.bridge;

import io.flowcanary.record.Messages;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Health, counts, and posts when they are the source. Only posts need a key: the rest says nothing of any call. */
final class BridgeServer implements AutoCloseable {
    private final Javalin javalin;

    /** @param troubles what may be wrong, by name; ready when all are empty */
    BridgeServer(
            ServerSettings settings,
            Map<String, Supplier<Optional<String>>> troubles,
            Ledger ledger,
            BridgeMetrics metrics,
            Optional<HttpSource> posts) {
        this.javalin = Javalin.create(config -> {
            quiet(config);
            config.jetty.host = settings.host();
            config.jetty.port = settings.port();
            config.routes.get("/health/live", request -> json(request, 200, Map.of("live", true)));
            config.routes.get("/health/ready", request -> ready(request, troubles));
            config.routes.get("/stats", request -> json(request, 200, ledger.counts()));
            config.routes.get(
                    "/metrics",
                    request -> request.contentType(BridgeMetrics.FORMAT).result(metrics.scrape()));
            posts.ifPresent(source -> config.routes.post("/events", source::post));
        });
    }

    void start() {
        javalin.start();
    }

    int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static void quiet(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
    }

    private static void ready(Context request, Map<String, Supplier<Optional<String>>> troubles) {
        Map<String, Object> found = new LinkedHashMap<>();
        troubles.forEach((name, trouble) -> trouble.get().ifPresent(what -> found.put(name, what)));
        json(request, found.isEmpty() ? 200 : 503, Map.of("ready", found.isEmpty(), "troubles", found));
    }

    private static void json(Context request, int status, Map<String, Object> body) {
        request.status(status)
                .contentType("application/json")
                .result(Messages.json().writeValueAsBytes(body));
    }
}
