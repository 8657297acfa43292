package io.flowcanary.web;

import io.javalin.Javalin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Consumer;

/** A server that only looks at what it is asked. */
record Witness(Javalin javalin) implements AutoCloseable {
    static Witness start(Consumer<HttpServletRequest> looks) {
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.routes.get("/<path>", context -> {
                looks.accept(context.req());
                context.contentType("application/json").result("{}");
            });
        });
        return new Witness(javalin.start("127.0.0.1", 0));
    }

    int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
