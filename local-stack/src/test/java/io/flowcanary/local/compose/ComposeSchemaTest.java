package io.flowcanary.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ComposeSchemaTest {
    @Test
    void theFileKeepsToTheSchemaThatComposePublishes() throws IOException {
        assertThat(errors(ComposeFile.tree())).isEmpty();
    }

    @Test
    void theSchemaFindsAMisspeltKey() throws IOException {
        JsonNode tree = ComposeFile.tree();
        ((ObjectNode) tree.path("services").path("bridge")).put("read_onyl", true);
        assertThat(errors(tree)).singleElement().asString().contains("read_onyl");
    }

    @Test
    void theSchemaFindsAConditionThatDoesNotExist() throws IOException {
        JsonNode tree = ComposeFile.tree();
        ((ObjectNode) tree.path("services").path("bridge").path("depends_on").path("topics"))
                .put("condition", "service_done");
        assertThat(errors(tree)).isNotEmpty();
    }

    private static List<Error> errors(JsonNode tree) throws IOException {
        return schema().validate(tree);
    }

    private static Schema schema() throws IOException {
        try (InputStream stream = ComposeSchemaTest.class.getResourceAsStream("/compose/compose_spec.json")) {
            JsonNode schema = JsonMapper.shared().readTree(stream);
            withoutOldIds(schema);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
                    .getSchema(schema);
        }
    }

    /** The schema still carries the "id" of drafts before its own, which nothing refers to and the validator refuses. */
    private static void withoutOldIds(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("id").isString()) {
            object.remove("id");
        }
        node.forEach(ComposeSchemaTest::withoutOldIds);
    }
}
