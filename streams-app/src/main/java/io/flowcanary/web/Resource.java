package io.flowcanary.web;

import io.javalin.config.RoutesConfig;

/** Some paths that belong together; each route says which {@link io.flowcanary.access.Role} it asks for. */
interface Resource {
    void add(RoutesConfig routes);
}
