package io.flowcanary.bridge.envelope;

import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/**
 * The outline of a value: its keys and the kinds of what they hold, as in {@code {Type: text, Records: [{body: text}]}}. It holds
 * no value, and no key that may itself be data.
 */
final class Shape {
    static final String NO_JSON = "no JSON";
    static final String TOO_LONG = "too long";

    private static final int DEEPEST = 4;
    private static final int MOST_KEYS = 12;

    private Shape() {}

    static String of(JsonNode value) {
        return of(value, DEEPEST);
    }

    private static String of(JsonNode value, int levels) {
        if (value.isObject()) {
            return levels == 0 ? "{…}" : object(value, levels - 1);
        }
        if (value.isArray()) {
            if (value.isEmpty()) {
                return "[]";
            }
            return levels == 0 ? "[…]" : "[" + of(value.get(0), levels - 1) + (value.size() > 1 ? ", …]" : "]");
        }
        return value.isString() ? "text" : value.isNumber() ? "number" : value.isBoolean() ? "boolean" : "null";
    }

    private static String object(JsonNode object, int levels) {
        StringJoiner keys = new StringJoiner(", ", "{", "}");
        int left = MOST_KEYS;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (left-- == 0) {
                return keys.add("…").toString();
            }
            String key = Redaction.isFieldName(field.getKey()) ? field.getKey() : "*";
            keys.add(key + ": " + of(field.getValue(), levels));
        }
        return keys.toString();
    }
}
