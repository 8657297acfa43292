package io.flowcanary.show;

import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** In what two policies differ, field by field, defaults filled in. */
public final class PolicyDiff {
    private PolicyDiff() {}

    /** Lines such as {@code bake: PT30M -> PT1H}; none when both say the same. */
    public static List<String> lines(Policy before, Policy after) {
        SortedMap<String, String> old = fields(before);
        SortedMap<String, String> fresh = fields(after);
        TreeSet<String> names = new TreeSet<>(old.keySet());
        names.addAll(fresh.keySet());
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            String was = old.getOrDefault(name, "none");
            String is = fresh.getOrDefault(name, "none");
            if (!was.equals(is)) {
                lines.add(name + ": " + was + " -> " + is);
            }
        }
        return lines;
    }

    private static SortedMap<String, String> fields(Policy policy) {
        SortedMap<String, String> fields = new TreeMap<>();
        JsonNode tree = Messages.json().valueToTree(policy);
        tree.forEachEntry((name, value) -> {
            if (name.equals("guardrails")) {
                value.forEach(guardrail ->
                        add(fields, "guardrails." + guardrail.path("metric").asString(), guardrail));
            } else {
                add(fields, name, value);
            }
        });
        return fields;
    }

    private static void add(SortedMap<String, String> fields, String name, JsonNode value) {
        if (value.isObject()) {
            value.forEachEntry((inner, node) -> add(fields, name + "." + inner, node));
        } else {
            fields.put(name, value.isString() ? value.stringValue() : value.toString());
        }
    }
}
