package io.flowcanary.local.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One way of a call through a task, from its first action to where it leaves it.
 *
 * @param turns what came of the actions that have several outcomes, in order: {@code callData success}
 * @param marks the participant data that was set on the way, as expressions; a literal is in quotes
 * @param others the actions on the way that are none of the gate's business
 * @param end the reference of the task it jumps to; null when it ends otherwise
 */
record Route(List<String> turns, Map<String, String> marks, List<String> others, String end) {
    static final Route START = new Route(List.of(), Map.of(), List.of(), null);

    Route turned(String turn) {
        return new Route(with(turns, turn), marks, others, end);
    }

    Route marked(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(marks);
        all.putAll(more);
        return new Route(turns, all, others, end);
    }

    Route passing(String action) {
        return new Route(turns, marks, with(others, action), end);
    }

    Route jumping(String target) {
        return new Route(turns, marks, others, target);
    }

    private static List<String> with(List<String> list, String one) {
        List<String> all = new ArrayList<>(list);
        all.add(one);
        return List.copyOf(all);
    }
}
