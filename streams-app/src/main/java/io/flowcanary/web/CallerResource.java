package io.flowcanary.web;

import io.flowcanary.access.Guard;
import io.flowcanary.access.Role;
import io.javalin.config.RoutesConfig;

/** Who asks, and what they may do: for a page that shows only what is allowed. */
final class CallerResource implements Resource {
    /**
     * The caller.
     *
     * @param name null where nobody need say who they are
     * @param role what they may do
     */
    private record Asking(String name, Role role) {}

    @Override
    public void add(RoutesConfig routes) {
        routes.get(
                "/api/v1/caller",
                context ->
                        Json.write(context, new Asking(context.attribute(Guard.ACTOR), context.attribute(Guard.ROLE))),
                Role.VIEWER);
    }
}
