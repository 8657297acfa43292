package io.flowcanary.local.compose;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code docker-compose.yml}. */
final class ComposeFile {
    private static final JsonNode TREE = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()
            .readTree(Checkout.text("docker-compose.yml"));

    private ComposeFile() {}

    static JsonNode tree() {
        return TREE.deepCopy();
    }

    static List<ComposeService> services() {
        return TREE.path("services").properties().stream()
                .map(entry -> new ComposeService(entry.getKey(), entry.getValue()))
                .toList();
    }

    static ComposeService service(String name) {
        return services().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no service " + name));
    }

    static Set<String> volumes() {
        return TREE.path("volumes")
                .propertyStream()
                .map(entry -> entry.getKey())
                .collect(Collectors.toSet());
    }
}
