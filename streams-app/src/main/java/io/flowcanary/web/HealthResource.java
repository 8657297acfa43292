package io.flowcanary.web;

import io.flowcanary.access.Role;
import io.javalin.config.RoutesConfig;
import java.util.Map;
import java.util.function.Supplier;

/** Whether the process lives, and whether it can do its work. */
record HealthResource(Supplier<Health> health) implements Resource {
    @Override
    public void add(RoutesConfig routes) {
        routes.get("/health/live", context -> Json.write(context, Map.of("live", true)), Role.ANYONE);
        routes.get(
                "/health/ready",
                context -> {
                    Health now = health.get();
                    Json.write(context.status(now.ready() ? 200 : 503), now);
                },
                Role.ANYONE);
    }
}
