package io.flowcanary.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** That the streams service's metrics exist is held by a scrape of it: see MetricsIT; the bridge's, by BridgeMetricsTest. */
class MonitoringTest {
    private static final List<String> SEVERITIES = List.of("page", "notice");

    static Stream<JsonNode> rules() {
        return Monitoring.rules().stream();
    }

    static Stream<JsonNode> panels() {
        return Monitoring.panels().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void anAlertRuleSaysWhenHowUrgentAndWhatToDo(JsonNode rule) {
        assertThat(rule.path("alert").asString()).matches("FlowCanary[A-Za-z]+");
        assertThat(rule.path("expr").asString()).isNotBlank();
        assertThat(rule.path("for").asString("0s")).matches("[0-9]+[smh]");
        assertThat(rule.at("/labels/severity").asString()).isIn(SEVERITIES);
        assertThat(rule.at("/annotations/summary").asString()).isNotBlank();
        assertThat(rule.at("/annotations/description").asString()).hasSizeGreaterThan(40);
        assertThat(rule.propertyNames()).isSubsetOf("alert", "expr", "for", "labels", "annotations");
    }

    @Test
    void alertRulesHaveNamesOfTheirOwn() {
        assertThat(Monitoring.rules())
                .hasSizeGreaterThan(5)
                .extracting(rule -> rule.path("alert").asString())
                .doesNotHaveDuplicates();
    }

    @Test
    void queriesAreBalanced() {
        Stream.concat(
                        Monitoring.expressions().stream(),
                        Monitoring.rules().stream()
                                .map(rule -> rule.path("expr").asString()))
                .forEach(query -> {
                    assertThat(count(query, '(')).as(query).isEqualTo(count(query, ')'));
                    assertThat(count(query, '{')).as(query).isEqualTo(count(query, '}'));
                    assertThat(count(query, '"') % 2).as(query).isZero();
                });
    }

    @ParameterizedTest
    @MethodSource("panels")
    void aPanelSaysWhatItShowsInWhichUnitAndAsksTheDatasourceThatIsProvisioned(JsonNode panel) {
        String uid = Monitoring.yaml("docker/grafana/provisioning/datasources/prometheus.yml")
                .at("/datasources/0/uid")
                .asString();

        assertThat(panel.path("title").asString()).isNotBlank();
        assertThat(panel.path("description").asString()).endsWith(".");
        assertThat(panel.at("/fieldConfig/defaults/unit").asString()).isNotBlank();
        assertThat(panel.at("/datasource/uid").asString()).isEqualTo(uid);
        assertThat(panel.path("targets")).isNotEmpty();
    }

    @Test
    void panelsHaveIdsOfTheirOwnAndDoNotOverlap() {
        List<JsonNode> panels = Monitoring.panels();
        assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        for (JsonNode one : panels) {
            for (JsonNode other : panels) {
                assertThat(one != other && overlap(one.path("gridPos"), other.path("gridPos")))
                        .as("%s and %s", one.path("title"), other.path("title"))
                        .isFalse();
            }
        }
    }

    @Test
    void prometheusShowsATokenThatTheServiceKnowsAndReadsTheRulesThatAreMounted() throws Exception {
        JsonNode job = Monitoring.prometheus().at("/scrape_configs/0");
        String token = job.at("/authorization/credentials").asString();
        String digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));

        assertThat(Checkout.text("docker/tokens")).contains("viewer prometheus " + digest);
        assertThat(job.at("/static_configs/0/targets/0").asString())
                .isEqualTo(ComposeFile.service("streams-app").variable("STREAMS_APPLICATION_SERVER"));
        assertThat(ComposeFile.service("prometheus")
                        .definition()
                        .path("configs")
                        .valueStream())
                .extracting(config -> config.path("target").asString())
                .contains(Monitoring.prometheus().at("/rule_files/0").asString());
    }

    @Test
    void prometheusAsksTheBridgeToo() {
        String target = Monitoring.prometheus()
                .at("/scrape_configs/1/static_configs/0/targets/0")
                .asString();

        assertThat(target).isEqualTo("bridge:" + ComposeFile.service("bridge").variable("BRIDGE_HTTP_PORT"));
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private static boolean overlap(JsonNode one, JsonNode other) {
        return meet(one, other, "x", "w") && meet(one, other, "y", "h");
    }

    private static boolean meet(JsonNode one, JsonNode other, String at, String size) {
        return one.path(at).asInt() < other.path(at).asInt() + other.path(size).asInt()
                && other.path(at).asInt()
                        < one.path(at).asInt() + one.path(size).asInt();
    }
}
