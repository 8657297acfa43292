package io.flowcanary.local.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The pattern of a rule: objects nest, a leaf is a list of alternatives, "$or" lists whole objects. */
final class EventPattern {
    /** Decides about one place of an event; the place may hold nothing. */
    private interface Rule {
        boolean matches(JsonNode at);
    }

    private final Rule root;

    private EventPattern(Rule root) {
        this.root = root;
    }

    static EventPattern parse(String text) {
        JsonNode pattern;
        try {
            pattern = Json.parse(text);
        } catch (JacksonException e) {
            throw invalid("Invalid JSON");
        }
        return new EventPattern(object(pattern, "the pattern"));
    }

    boolean matches(JsonNode event) {
        return root.matches(event);
    }

    private static Rule object(JsonNode pattern, String where) {
        if (!pattern.isObject()) {
            throw invalid("\"" + where + "\" must be an object or an array");
        }
        if (pattern.isEmpty()) {
            throw invalid("Empty objects are not allowed");
        }
        List<Rule> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : pattern.properties()) {
            String name = member.getKey();
            JsonNode wanted = member.getValue();
            if (name.equals("$or")) {
                all.add(either(wanted));
            } else {
                Rule rule = wanted.isArray() ? alternatives(wanted, name) : object(wanted, name);
                all.add(at -> rule.matches(at.path(name)));
            }
        }
        // An event's array of objects matches when one of its elements does.
        return at -> at.isArray() ? anyElement(at, all) : all.stream().allMatch(r -> r.matches(at));
    }

    private static boolean anyElement(JsonNode array, List<Rule> all) {
        for (JsonNode element : array) {
            if (all.stream().allMatch(r -> r.matches(element))) {
                return true;
            }
        }
        return false;
    }

    private static Rule either(JsonNode objects) {
        if (!objects.isArray() || objects.size() < 2) {
            throw invalid("\"$or\" must be an array of at least two objects");
        }
        List<Rule> any = new ArrayList<>();
        objects.forEach(o -> any.add(object(o, "$or")));
        return at -> any.stream().anyMatch(r -> r.matches(at));
    }

    private static Rule alternatives(JsonNode values, String where) {
        if (values.isEmpty()) {
            throw invalid("Empty arrays are not allowed");
        }
        List<ValueTest> any = new ArrayList<>();
        values.forEach(v -> any.add(ValueTest.parse(v, where)));
        return at -> any.stream().anyMatch(t -> t.matchesPlace(at));
    }

    static AwsError invalid(String reason) {
        return new AwsError("InvalidEventPatternException", "Event pattern is not valid. Reason: " + reason);
    }
}
