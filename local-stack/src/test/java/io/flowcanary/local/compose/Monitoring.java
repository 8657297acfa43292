package io.flowcanary.local.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The dashboard, and what Prometheus is told. */
public final class Monitoring {
    private static final Pattern METRIC =
            Pattern.compile("(?<![\"a-z_])((?:flow_canary|kafka|jvm|process|system)_[a-z0-9_]+)");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Monitoring() {}

    /** Every metric that an alert rule asks for. */
    public static Set<String> metricsOfTheRules() {
        return metrics(
                rules().stream().map(rule -> rule.path("expr").asString()).toList());
    }

    /** What the bridge shows, and not the streams service. */
    public static boolean isOfTheBridge(String metric) {
        return metric.startsWith("flow_canary_bridge_");
    }

    /** Every metric that the dashboard asks for. */
    public static Set<String> metricsOfTheDashboard() {
        return metrics(expressions());
    }

    static List<JsonNode> rules() {
        return yaml("docker/prometheus/flow-canary.rules.yml")
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    static JsonNode prometheus() {
        return yaml("docker/prometheus/prometheus.yml");
    }

    static JsonNode dashboard() {
        return JsonMapper.shared().readTree(Checkout.text("docker/grafana/dashboards/flow-canary.json"));
    }

    static List<JsonNode> panels() {
        return dashboard()
                .path("panels")
                .valueStream()
                .filter(panel -> !panel.path("type").asString().equals("row"))
                .toList();
    }

    /** The queries of the panels and variables. */
    static List<String> expressions() {
        List<String> all = new ArrayList<>();
        panels().forEach(panel -> panel.path("targets")
                .forEach(target -> all.add(target.path("expr").asString())));
        dashboard()
                .at("/templating/list")
                .forEach(variable -> all.add(variable.at("/query/query").asString()));
        return all;
    }

    static JsonNode yaml(String file) {
        return YAML.readTree(Checkout.text(file));
    }

    private static Set<String> metrics(List<String> expressions) {
        return expressions.stream()
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
