package io.flowcanary.setup;

import io.flowcanary.setup.Step.Action;
import io.flowcanary.setup.Step.Difference;
import io.flowcanary.show.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Steps for people. */
public final class StepText {
    private StepText() {}

    /** What is done about one resource, and each difference on a line of its own. */
    public static List<String> lines(Step step, Paint paint) {
        List<String> lines = new ArrayList<>();
        String action = String.format(Locale.ROOT, "%-8s", step.action().name().toLowerCase(Locale.ROOT));
        String said = switch (step.action()) {
            case CREATE, CHANGE -> paint.good(action);
            case REMOVE, KEEP -> paint.warn(action);
            case BLOCKED -> paint.bad(action);
            case NOTHING -> action;
        };
        lines.add(said + "  " + step.kind() + " " + step.resource() + (step.note() == null ? "" : ": " + step.note()));
        for (Difference difference : step.differences()) {
            lines.add("            " + difference.property() + ": "
                    + (difference.is() == null ? "not set" : difference.is()) + " -> " + difference.wanted());
        }
        return lines;
    }

    /** Whether something is in the way, so that nothing is changed. */
    public static boolean blocked(List<Step> steps) {
        return steps.stream().anyMatch(step -> step.action() == Action.BLOCKED);
    }

    /** All steps in one line; {@code done} says whether they were taken. */
    public static String summary(List<Step> steps, boolean done) {
        if (blocked(steps)) {
            return "Something is in the way: nothing changes until you fix it.";
        }
        Map<Action, Long> counts =
                steps.stream().collect(Collectors.groupingBy(Step::action, TreeMap::new, Collectors.counting()));
        return (steps.stream().noneMatch(StepText::acts) ? "Nothing to do: " : done ? "Done: " : "To do: ")
                + counts.entrySet().stream()
                        .map(count -> count.getValue() + " " + words(count.getKey(), done))
                        .collect(Collectors.joining(", "));
    }

    private static boolean acts(Step step) {
        return step.action() == Action.CREATE || step.action() == Action.CHANGE || step.action() == Action.REMOVE;
    }

    private static String words(Action action, boolean done) {
        return switch (action) {
            case CREATE -> done ? "created" : "to create";
            case CHANGE -> done ? "changed" : "to change";
            case REMOVE -> done ? "removed" : "to remove";
            case KEEP -> "kept";
            case NOTHING -> "as they should be";
            case BLOCKED -> "blocked";
        };
    }
}
