package io.flowcanary.web;

import io.flowcanary.access.Guard;
import io.flowcanary.metrics.Metrics;
import io.javalin.Javalin;
import java.util.List;

/** The HTTP server. Answers are JSON; refusals are problem documents that say what to do. */
public final class WebServer implements AutoCloseable {
    private final Javalin javalin;
    private final Api api;

    private WebServer(Javalin javalin, Api api) {
        this.javalin = javalin;
        this.api = api;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any
     * @param guard stands before every route
     * @param metrics answers /metrics
     */
    public static WebServer start(String host, int port, Api api, Guard guard, Metrics metrics) {
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.http.prefer405over404 = true;
            guard.protect(config);
            metrics.serve(config.routes);
            List<Resource> resources = api.resources();
            resources.forEach(resource -> resource.add(config.routes));
            Problems.add(config.routes);
        });
        return new WebServer(javalin.start(host, port), api);
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    Javalin javalin() {
        return javalin;
    }

    @Override
    public void close() {
        api.close();
        javalin.stop();
    }
}
