package io.flowcanary.local.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the dotted names of a query form into the members of the service's model, so that an operation
 * is written once for both protocols.
 */
final class QueryForm {
    /** SQS flattens its lists under the name of an element; the model's member is named otherwise. */
    private static final Map<String, String> SQS_LISTS = Map.of(
            "AttributeName", "AttributeNames",
            "MessageAttributeName", "MessageAttributeNames",
            "MessageSystemAttributeName", "MessageSystemAttributeNames",
            "SendMessageBatchRequestEntry", "Entries",
            "DeleteMessageBatchRequestEntry", "Entries",
            "ChangeMessageVisibilityBatchRequestEntry", "Entries");

    private static final Map<String, String> SQS_MAPS =
            Map.of("Attribute", "Attributes", "MessageAttribute", "MessageAttributes");

    private QueryForm() {}

    static Map<String, String> decode(String body) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AwsError("MalformedQueryString", "The form has a malformed escape.");
        }
    }

    static JsonNode members(Service service, Map<String, String> form) {
        ObjectNode tree = Json.object();
        form.forEach((name, value) -> {
            String[] path = name.split("\\.");
            ObjectNode at = tree;
            for (int i = 0; i < path.length - 1; i++) {
                at = at.get(path[i]) instanceof ObjectNode inner ? inner : at.putObject(path[i]);
            }
            at.put(path[path.length - 1], value);
        });
        ObjectNode members = Json.object();
        tree.properties().forEach(e -> {
            if (service == Service.SQS && SQS_LISTS.containsKey(e.getKey())) {
                members.set(SQS_LISTS.get(e.getKey()), list(service, e.getValue()));
            } else if (service == Service.SQS && e.getKey().equals("Tag")) {
                members.set("tags", map(e.getValue(), "Key", "Value"));
            } else if (service == Service.SQS && SQS_MAPS.containsKey(e.getKey())) {
                members.set(SQS_MAPS.get(e.getKey()), map(e.getValue(), "Name", "Value"));
            } else {
                members.set(e.getKey(), member(service, e.getValue()));
            }
        });
        return members;
    }

    private static JsonNode member(Service service, JsonNode value) {
        if (value.has("member")) {
            return list(service, value.get("member"));
        }
        return value.has("entry") ? entries(value.get("entry")) : value;
    }

    /** SNS names the parts of its message attributes otherwise than those of its other maps. */
    private static ObjectNode entries(JsonNode numbered) {
        boolean named = numbered.propertyStream().anyMatch(e -> e.getValue().has("Name"));
        return named ? map(numbered, "Name", "Value") : map(numbered, "key", "value");
    }

    private static ArrayNode list(Service service, JsonNode numbered) {
        ArrayNode list = Json.array();
        inOrder(numbered).values().forEach(v -> {
            if (service == Service.SQS && v.has("MessageAttribute")) {
                ((ObjectNode) v).set("MessageAttributes", v.get("MessageAttribute"));
            }
            list.add(v);
        });
        return list;
    }

    private static ObjectNode map(JsonNode numbered, String key, String value) {
        ObjectNode map = Json.object();
        inOrder(numbered).values().forEach(e -> map.set(e.path(key).asString(""), e.path(value)));
        return map;
    }

    private static Map<Integer, JsonNode> inOrder(JsonNode numbered) {
        Map<Integer, JsonNode> order = new TreeMap<>();
        numbered.properties().forEach(e -> {
            try {
                order.put(Integer.valueOf(e.getKey()), e.getValue());
            } catch (NumberFormatException notNumbered) {
                throw new AwsError("MalformedInput", "The element " + e.getKey() + " of a list has no number.");
            }
        });
        return order;
    }
}
