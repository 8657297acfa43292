package io.flowcanary.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.access.Role;
import io.flowcanary.topology.Stream;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.Roles;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
    /** The page's files are none of it. */
    private static final Pattern API = Pattern.compile("^/(api|health|metrics)");

    @Test
    void describesEveryRouteAndNothingElseWithTheRoleThatEachAsksFor() {
        Map<String, String> routes = new TreeMap<>();
        try (Stream stream = new Stream();
                Site site = new Site(stream)) {
            for (ParsedEndpoint route :
                    site.server().javalin().unsafe.internalRouter.allHttpHandlers()) {
                if (!route.endpoint.method.isHttpMethod()) {
                    continue;
                }
                if (!API.matcher(route.endpoint.path).find()) {
                    continue;
                }
                Roles roles = route.endpoint.metadata(Roles.class);
                assertThat(roles.getRoles()).as(route.endpoint.path).hasSize(1);
                routes.put(
                        route.endpoint.method.name().toLowerCase(Locale.ROOT) + " " + route.endpoint.path,
                        ((Role) roles.getRoles().iterator().next()).name().toLowerCase(Locale.ROOT));
            }
        }
        Map<String, String> documented = new TreeMap<>();
        OpenApi.operations()
                .forEach((name, operation) ->
                        documented.put(name, operation.path("x-role").asString()));

        assertThat(routes).isEqualTo(documented);
    }

    @Test
    void everyOperationHasANameOfItsOwnForGeneratedClients() {
        assertThat(OpenApi.operations().values())
                .extracting(operation -> operation.path("operationId").asString(""))
                .allMatch(id -> id.matches("[a-z]+([A-Z][a-z]+)+"))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyOperationThatAsksForARoleSaysHowItRefuses() {
        assertThat(OpenApi.operations()).allSatisfy((name, operation) -> {
            Set<String> answers = Set.copyOf(operation.path("responses").propertyNames());
            if (operation.path("x-role").asString().equals("anyone")) {
                assertThat(answers).as(name).noneMatch(status -> status.startsWith("4"));
            } else {
                assertThat(answers).as(name).contains("401", "403", "429");
            }
        });
    }

    @Test
    void everyReferenceInItLeadsSomewhere() {
        List<String> references = OpenApi.DOCUMENT.findValuesAsString("$ref");

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                OpenApi.DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void isServedAsItIs() {
        try (Stream stream = new Stream();
                Site site = new Site(stream)) {
            JsonNode served = OpenApi.body(site.get("/api/v1/openapi.json"), "get", "/api/v1/openapi.json");

            assertThat(served).isEqualTo(OpenApi.DOCUMENT);
        }
    }
}
