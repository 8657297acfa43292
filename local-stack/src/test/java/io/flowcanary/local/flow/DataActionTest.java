package io.flowcanary.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The data actions are files that Genesys Cloud can import. */
class DataActionTest {
    private static final String LAMBDA = "Canary-Gate-lambda.custom.json";
    private static final String WEB_SERVICES = "Canary-Gate-web-services.custom.json";

    @ParameterizedTest
    @ValueSource(strings = {LAMBDA, WEB_SERVICES})
    void anActionHasTheFormOfAnExport(String file) throws IOException {
        assertThat(errors(read(file))).isEmpty();
    }

    @Test
    void bothTypesKeepTheSameContractAndTheSameName() {
        assertThat(read(LAMBDA).path("contract")).isEqualTo(read(WEB_SERVICES).path("contract"));
        assertThat(read(LAMBDA).path("name")).isEqualTo(read(WEB_SERVICES).path("name"));
    }

    @Test
    void theKeyOfTheWebServiceComesFromTheIntegrationsCredentials() {
        assertThat(read(WEB_SERVICES).at("/config/request/headers/x-api-key").asString())
                .isEqualTo("${credentials.apiKey}");
    }

    @Test
    void theSchemaRefusesALambdaActionWhoseAddressIsNoFunction() throws IOException {
        JsonNode action = read(LAMBDA);
        ((ObjectNode) action.at("/config/request")).put("requestUrlTemplate", "https://example.com");
        assertThat(errors(action)).isNotEmpty();
    }

    @Test
    void theSchemaRefusesAMemberThatNoExportHas() throws IOException {
        JsonNode action = read(LAMBDA);
        ((ObjectNode) action.path("config")).put("timeout", 3);
        assertThat(errors(action)).singleElement().asString().contains("timeout");
    }

    @Test
    void theSchemaRefusesATimeoutThatGenesysCloudDoesNotKnow() throws IOException {
        JsonNode action = read(WEB_SERVICES);
        ((ObjectNode) action.path("config")).put("timeoutSeconds", 61);
        assertThat(errors(action)).isNotEmpty();
    }

    private static JsonNode read(String file) {
        return JsonMapper.shared().readTree(Path.of("..", "genesys", "data-actions", file));
    }

    private static List<Error> errors(JsonNode action) throws IOException {
        try (InputStream stream = DataActionTest.class.getResourceAsStream("/genesys/data-action.schema.json")) {
            JsonNode schema = JsonMapper.shared().readTree(stream);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema)
                    .validate(action);
        }
    }
}
