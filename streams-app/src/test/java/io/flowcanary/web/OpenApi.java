package io.flowcanary.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.flowcanary.record.Messages;
import java.net.http.HttpResponse;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The API's description, and whether an answer is what it says. */
final class OpenApi {
    static final JsonNode DOCUMENT = Messages.json().readTree(OpenApiResource.document());

    private OpenApi() {}

    /**
     * The answer's body, which is what the description says of this operation and status.
     *
     * @param path as the description names it
     */
    static JsonNode body(HttpResponse<String> response, String method, String path) {
        JsonNode documented = resolved(DOCUMENT.path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(Integer.toString(response.statusCode())));
        assertThat(documented.isMissingNode())
                .as(method + " " + path + " may answer " + response.statusCode() + ": " + response.body())
                .isFalse();
        String contentType = response.headers().firstValue("Content-Type").orElse("");
        JsonNode schema = documented.path("content").path(contentType).path("schema");
        assertThat(schema.isMissingNode())
                .as(path + " " + response.statusCode() + " may be " + contentType)
                .isFalse();
        JsonNode body = Messages.json().readTree(response.body());
        assertThat(schema(schema).validate(body)).as(response.body()).isEmpty();
        return body;
    }

    private static JsonNode resolved(JsonNode response) {
        return response.has("$ref")
                ? DOCUMENT.at(response.path("$ref").asString().substring(1))
                : response;
    }

    private static Schema schema(JsonNode root) {
        ObjectNode schema = ((ObjectNode) root).deepCopy();
        schema.set("components", DOCUMENT.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
    }

    static Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new java.util.TreeMap<>();
        DOCUMENT.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.put(method.getKey() + " " + path.getKey(), method.getValue())));
        return operations;
    }
}
