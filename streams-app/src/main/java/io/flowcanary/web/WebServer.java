package io.flowcanary.web;

import io.flowcanary.access.Guard;
import io.flowcanary.access.Role;
import io.flowcanary.metrics.Metrics;
import io.flowcanary.query.NotReadyException;
import io.flowcanary.query.Queries;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Rollout;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The HTTP server: health, rollouts, tallies. Answers are JSON; refusals are problem documents that say what to do. */
public final class WebServer implements AutoCloseable {
    private static final Duration LONGEST_WINDOW = Duration.ofDays(7);

    private final Javalin javalin;

    private WebServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any
     * @param guard stands before every route
     * @param metrics answers /metrics
     */
    public static WebServer start(
            String host, int port, Queries queries, Supplier<Health> health, Guard guard, Metrics metrics) {
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            guard.protect(config);
            metrics.serve(config.routes);
            health(config.routes, health);
            canaries(config.routes, queries);
            refusals(config.routes);
        });
        return new WebServer(javalin.start(host, port));
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static void health(RoutesConfig routes, Supplier<Health> health) {
        routes.get("/health/live", context -> json(context, Map.of("live", true)), Role.ANYONE);
        routes.get(
                "/health/ready",
                context -> {
                    Health now = health.get();
                    json(context.status(now.ready() ? 200 : 503), now);
                },
                Role.ANYONE);
    }

    private static void canaries(RoutesConfig routes, Queries queries) {
        routes.get("/api/v1/source", context -> json(context, queries.progress()), Role.VIEWER);
        routes.get("/api/v1/canaries", context -> json(context, Map.of("canaries", queries.rollouts())), Role.VIEWER);
        routes.get(
                "/api/v1/canaries/{canary}",
                context -> {
                    String canary = context.pathParam("canary");
                    Optional<Rollout> rollout = queries.rollout(canary);
                    if (rollout.isEmpty()) {
                        refuse(context, 404, "no rollout", "'" + canary + "' never had a rollout: start one first");
                    } else {
                        json(context, rollout.get());
                    }
                },
                Role.VIEWER);
        routes.get(
                "/api/v1/canaries/{canary}/tallies",
                context -> {
                    Optional<Duration> window = window(context.queryParam("window"));
                    if (window.isEmpty()) {
                        refuse(
                                context,
                                400,
                                "window",
                                "expected an ISO 8601 duration from PT1M to " + LONGEST_WINDOW + ", for example PT1H");
                    } else {
                        json(context, queries.tallies(context.pathParam("canary"), window.get()));
                    }
                },
                Role.VIEWER);
    }

    private static void refusals(RoutesConfig routes) {
        routes.exception(NotReadyException.class, (e, context) -> {
            context.header("Retry-After", "1");
            refuse(context, 503, "not ready", e.getMessage());
        });
    }

    private static Optional<Duration> window(String text) {
        try {
            Duration window = text == null ? Duration.ofHours(1) : Duration.parse(text);
            boolean allowed = window.compareTo(Duration.ofMinutes(1)) >= 0 && window.compareTo(LONGEST_WINDOW) <= 0;
            return allowed ? Optional.of(window) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static void refuse(Context context, int status, String title, String detail) {
        context.status(status)
                .contentType(Problem.CONTENT_TYPE)
                .result(Messages.json().writeValueAsBytes(new Problem(title, status, detail)));
    }

    private static void json(Context context, Object body) {
        context.contentType("application/json").result(Messages.json().writeValueAsBytes(body));
    }
}
