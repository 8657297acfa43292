package io.flowcanary.local.aws;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Tags by what carries them. */
final class Tags {
    private final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();

    /** Adds tags as a list of keys and values; absent is none. */
    void add(String owner, JsonNode list) {
        Map<String, String> more = new TreeMap<>();
        list.forEach(
                tag -> more.put(tag.path("Key").asString(""), tag.path("Value").asString("")));
        add(owner, more);
    }

    void add(String owner, Map<String, String> more) {
        tags.merge(owner, Map.copyOf(more), (old, added) -> {
            Map<String, String> all = new TreeMap<>(old);
            all.putAll(added);
            return Map.copyOf(all);
        });
    }

    Map<String, String> of(String owner) {
        return tags.getOrDefault(owner, Map.of());
    }

    ArrayNode list(String owner) {
        ArrayNode list = Json.array();
        new TreeMap<>(of(owner))
                .forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
        return list;
    }

    void forget(String owner) {
        tags.remove(owner);
    }
}
