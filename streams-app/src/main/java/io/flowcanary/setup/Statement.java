package io.flowcanary.setup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One statement of an IAM policy that allows something.
 *
 * @param condition empty for none
 */
record Statement(List<String> actions, List<String> resources, Map<String, Object> condition) {
    Statement(String action, String resource) {
        this(List.of(action), List.of(resource), Map.of());
    }

    Statement(List<String> actions, String... resources) {
        this(actions, List.of(resources), Map.of());
    }

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Effect", "Allow");
        document.put("Action", actions.size() == 1 ? actions.get(0) : actions);
        document.put("Resource", resources.size() == 1 ? resources.get(0) : resources);
        if (!condition.isEmpty()) {
            document.put("Condition", condition);
        }
        return document;
    }

    String json() {
        return Documents.json(document());
    }
}
