package io.flowcanary.setup;

import io.flowcanary.record.Messages;
import io.flowcanary.setup.Step.Action;
import io.flowcanary.setup.Step.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** From what is there to what is wanted. */
final class Steps {
    private Steps() {}

    /** The step that makes the resource as it should be. */
    static Step towards(Resource wanted, Found found, String name) {
        if (found.obstacle() != null) {
            return step(Action.BLOCKED, wanted, List.of(), found.obstacle());
        }
        if (!found.there()) {
            return step(Action.CREATE, wanted, List.of(), found.note());
        }
        if (!found.ours()) {
            String theirs = "was not created by this setup";
            return wanted.kind().adopted()
                    ? step(
                            Action.NOTHING,
                            wanted,
                            List.of(),
                            found.note() == null ? theirs + "; used as it is" : found.note())
                    : step(
                            Action.BLOCKED,
                            wanted,
                            List.of(),
                            theirs + ": take another --name, or tag it " + Names.TAG + "=" + name + " to hand it over");
        }
        List<Difference> differences = differences(wanted, found);
        return step(differences.isEmpty() ? Action.NOTHING : Action.CHANGE, wanted, differences, found.note());
    }

    /** The step that removes the resource; {@code anyway} removes also what it holds. */
    static Step away(Resource resource, Found found, boolean anyway) {
        if (!found.there()) {
            return step(Action.NOTHING, resource, List.of(), "is not there");
        }
        if (!found.ours()) {
            return step(Action.KEEP, resource, List.of(), "was not created by this setup");
        }
        if (found.holds() != null && !anyway) {
            return step(Action.KEEP, resource, List.of(), found.holds());
        }
        return step(Action.REMOVE, resource, List.of(), null);
    }

    private static List<Difference> differences(Resource wanted, Found found) {
        List<Difference> differences = new ArrayList<>();
        wanted.properties().forEach((property, value) -> {
            String is = found.properties().get(property);
            if (!same(is, value)) {
                differences.add(new Difference(property, is, value));
            }
        });
        return differences;
    }

    /** AWS gives a document back as it pleases: what counts is what it says. */
    private static boolean same(String is, String wanted) {
        if (Objects.equals(is, wanted)) {
            return true;
        }
        if (is == null || !wanted.startsWith("{")) {
            return false;
        }
        try {
            return alike(Messages.json().readTree(is), Messages.json().readTree(wanted));
        } catch (JacksonException notJson) {
            return false;
        }
    }

    /** Numbers may come back as texts. */
    private static boolean alike(JsonNode is, JsonNode wanted) {
        if (!wanted.isContainer()) {
            return is.isValueNode() && is.asString().equals(wanted.asString());
        }
        if (is.isObject() != wanted.isObject() || is.isArray() != wanted.isArray() || is.size() != wanted.size()) {
            return false;
        }
        if (wanted.isObject()) {
            return wanted.propertyStream().allMatch(member -> alike(is.path(member.getKey()), member.getValue()));
        }
        return IntStream.range(0, wanted.size()).allMatch(i -> alike(is.get(i), wanted.get(i)));
    }

    private static Step step(Action action, Resource resource, List<Difference> differences, String note) {
        return new Step(action, resource.kind().label(), resource.name(), differences, note);
    }
}
