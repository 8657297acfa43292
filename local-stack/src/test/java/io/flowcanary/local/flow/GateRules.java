package io.flowcanary.local.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What must hold on every way through the gate, or the judge would count calls for the wrong version. */
final class GateRules {
    static final String STABLE = "/inboundCall/tasks/task[Stable_20]";
    static final String CANARY = "/inboundCall/tasks/task[Canary_30]";

    private GateRules() {}

    /** Every rule that the flow breaks, with the way on which it does. */
    static List<String> broken(JsonNode flow) {
        FlowWalk walk = new FlowWalk(flow);
        List<Route> routes = walk.routes();
        List<String> broken = new ArrayList<>();
        for (Route route : routes) {
            rules(walk, route).forEach(rule -> broken.add(rule + ": " + route));
        }
        Set<String> ends = routes.stream().map(route -> "" + route.end()).collect(Collectors.toSet());
        if (!ends.containsAll(Set.of(STABLE, CANARY))) {
            broken.add("a branch is never reached: " + ends);
        }
        if (routes.stream().noneMatch(route -> route.turns().contains("callData success"))) {
            broken.add("the gate is never asked");
        }
        return broken;
    }

    private static List<String> rules(FlowWalk walk, Route route) {
        List<String> broken = new ArrayList<>();
        if (route.end() == null) {
            broken.add("ends outside both branches");
        } else if (walk.task(route.end()) == null) {
            broken.add("jumps to a task that is not there");
        }
        if (!route.others().isEmpty()) {
            broken.add("does something before the branch");
        }
        if (!route.marks().containsKey("canaryVersion")
                || !"\"main-ivr\"".equals(route.marks().get("canaryName"))) {
            broken.add("does not mark the call");
        }
        String version = String.valueOf(route.marks().get("canaryVersion"));
        List<String> turns = route.turns();
        if (turns.contains("callData failure") || turns.contains("callData timeout")) {
            check(broken, version.equals("\"fallback\""), "takes a call of a failing gate for one of a version");
            check(broken, STABLE.equals(route.end()), "sends a call of a failing gate to the canary");
        } else if (turns.contains("callData success")) {
            check(broken, version.equals("Task.Version"), "marks another version than was answered");
            follows(broken, route, "Task.Branch == \"canary\"");
        } else {
            check(broken, version.equals("Task.EarlierVersion"), "forgets the first draw");
            follows(broken, route, "Task.EarlierVersion == \"v2\"");
        }
        return broken;
    }

    private static void follows(List<String> broken, Route route, String question) {
        String branch = route.turns().contains(question + " yes") ? CANARY : STABLE;
        boolean asked =
                route.turns().contains(question + " yes") || route.turns().contains(question + " no");
        check(broken, asked && branch.equals(route.end()), "takes another branch than was drawn");
    }

    private static void check(List<String> broken, boolean holds, String rule) {
        if (!holds) {
            broken.add(rule);
        }
    }
}
