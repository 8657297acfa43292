package io.flowcanary.local.compose;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** One service of {@code docker-compose.yml}. */
record ComposeService(String name, JsonNode definition) {
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        definition
                .path("environment")
                .properties()
                .forEach(entry ->
                        environment.put(entry.getKey(), entry.getValue().asString()));
        return environment;
    }

    String variable(String variable) {
        String value = environment().get(variable);
        if (value == null) {
            throw new IllegalArgumentException(name + " sets no " + variable);
        }
        return value;
    }

    /**
     * The variables it sets that no one reads.
     *
     * @param known the names that the program reads; one that ends with {@code *} stands for all that begin so
     */
    Set<String> variablesBeyond(Collection<String> known) {
        Set<String> beyond = new TreeSet<>(environment().keySet());
        beyond.removeIf(variable -> known.stream()
                .anyMatch(name -> name.endsWith("*")
                        ? variable.startsWith(name.substring(0, name.length() - 1))
                        : variable.equals(name)));
        return beyond;
    }

    /** The services it waits for, and for what. */
    Map<String, String> dependencies() {
        Map<String, String> dependencies = new LinkedHashMap<>();
        definition
                .path("depends_on")
                .properties()
                .forEach(entry -> dependencies.put(
                        entry.getKey(), entry.getValue().path("condition").asString()));
        return dependencies;
    }

    boolean hasHealthCheck() {
        return !healthCheck().isEmpty();
    }

    /** The health check's command, without {@code CMD}. */
    List<String> healthCheck() {
        List<String> test = list("healthcheck", "test");
        return test.isEmpty() ? test : test.subList(1, test.size());
    }

    /** The texts of a list, empty where there is none. */
    List<String> list(String... path) {
        JsonNode at = definition;
        for (String step : path) {
            at = at.path(step);
        }
        return at.valueStream().map(JsonNode::asString).toList();
    }

    String text(String key) {
        return definition.path(key).asString("");
    }

    /** The image's name while no variable gives another. */
    String image() {
        return text("image").replaceFirst("^\\$\\{[A-Z_]+:-([^}]+)}$", "$1");
    }

    boolean isOn(String key) {
        return definition.path(key).asBoolean(false);
    }

    /** The ports that it publishes, as seen inside. */
    List<String> ports() {
        return list("ports").stream()
                .map(port -> port.substring(port.lastIndexOf(':') + 1))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
