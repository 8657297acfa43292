package io.flowcanary.web;

import io.javalin.Javalin;
import java.util.List;

/** The HTTP server. Answers are JSON; refusals are problem documents that say what to do. */
public final class WebServer implements AutoCloseable {
    static final int LONGEST_BODY = 256 * 1024;

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
     */
    public static WebServer start(String host, int port, Api api) {
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.http.prefer405over404 = true;
            config.http.maxRequestSize = LONGEST_BODY;
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
