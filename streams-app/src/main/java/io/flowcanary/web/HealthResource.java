package io.flowcanary.web;

import io.flowcanary.access.Guard;
import io.flowcanary.access.Role;
import io.javalin.config.RoutesConfig;
import java.util.Map;
import java.util.function.Supplier;

/** Whether the process lives, and whether it can do its work; of what, by name, is told to who may read. */
record HealthResource(Supplier<Health> health) implements Resource {
    @Override
    public void add(RoutesConfig routes) {
        routes.get("/health/live", context -> Json.write(context, Map.of("live", true)), Role.ANYONE);
        routes.get(
                "/health/ready",
                context -> {
                    Health now = health.get();
                    boolean reads = Boolean.TRUE.equals(context.attribute(Guard.READS));
                    Json.write(context.status(now.ready() ? 200 : 503), reads ? now : now.withoutNames());
                },
                Role.ANYONE);
    }
}
