package io.flowcanary.local.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Walks every way through a flow's first task. An outcome that the flow does not name goes on with the next action. */
final class FlowWalk {
    private static final Map<String, List<String>> OUTCOMES =
            Map.of("decision", List.of("yes", "no"), "callData", List.of("success", "failure", "timeout"));

    private final JsonNode flow;

    FlowWalk(JsonNode flow) {
        this.flow = flow.path("inboundCall");
    }

    List<Route> routes() {
        JsonNode first = task(flow.path("startUpRef").asString());
        return first == null ? List.of() : follow(first.path("actions"), List.of(Route.START));
    }

    /** Null when there is none. */
    JsonNode task(String reference) {
        for (JsonNode one : flow.path("tasks")) {
            JsonNode task = one.path("task");
            if (reference.equals("/inboundCall/tasks/task[" + task.path("refId").asString() + "]")) {
                return task;
            }
        }
        return null;
    }

    private List<Route> follow(JsonNode actions, List<Route> routes) {
        List<Route> now = routes;
        for (JsonNode action : actions) {
            List<Route> next = new ArrayList<>();
            for (Route route : now) {
                next.addAll(route.end() == null ? step(action, route) : List.of(route));
            }
            now = next;
        }
        return now;
    }

    private List<Route> step(JsonNode action, Route route) {
        String kind = action.propertyNames().iterator().next();
        JsonNode body = action.path(kind);
        return switch (kind) {
            case "jumpToTask" ->
                List.of(route.jumping(body.path("targetTaskRef").asString()));
            case "setParticipantData" -> List.of(route.marked(marks(body)));
            case "getParticipantData" -> List.of(route);
            case "decision", "callData" -> outcomes(kind, body, route);
            default -> List.of(route.passing(kind));
        };
    }

    private List<Route> outcomes(String kind, JsonNode body, Route route) {
        List<Route> all = new ArrayList<>();
        for (String outcome : OUTCOMES.get(kind)) {
            String turn = (kind.equals("decision") ? body.at("/condition/exp").asString() : kind) + " " + outcome;
            all.addAll(follow(body.path("outputs").path(outcome).path("actions"), List.of(route.turned(turn))));
        }
        return all;
    }

    private static Map<String, String> marks(JsonNode body) {
        Map<String, String> marks = new LinkedHashMap<>();
        for (JsonNode one : body.path("attributes")) {
            JsonNode value = one.at("/attribute/value");
            marks.put(
                    one.at("/attribute/name/lit").asString(),
                    value.has("lit")
                            ? "\"" + value.path("lit").asString() + "\""
                            : value.path("exp").asString());
        }
        return marks;
    }
}
