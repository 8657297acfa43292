package io.flowcanary.web;

import io.flowcanary.access.Role;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The API's own description. */
final class OpenApiResource implements Resource {
    private static final String DOCUMENT = "/openapi.json";

    @Override
    public void add(RoutesConfig routes) {
        byte[] document = document();
        routes.get(
                "/api/v1/openapi.json",
                context -> context.contentType(Json.CONTENT_TYPE).result(document),
                Role.VIEWER);
    }

    static byte[] document() {
        try (InputStream stream = OpenApiResource.class.getResourceAsStream(DOCUMENT)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
