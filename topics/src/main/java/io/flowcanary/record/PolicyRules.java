package io.flowcanary.record;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What each field of a policy is held to. */
final class PolicyRules {
    private PolicyRules() {}

    /** A path segment of the API can hold the name, and a line of a log or a terminal can show it. */
    static void requireName(String field, String name) {
        require(name != null && !name.isBlank() && name.length() <= 256, field, name, "1 to 256 characters");
        boolean path = !name.equals(".") && !name.equals("..");
        require(
                path && name.codePoints().noneMatch(PolicyRules::unwritable),
                field,
                escaped(name),
                "a name without control characters that is neither . nor ..");
    }

    private static boolean unwritable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }

    private static String escaped(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints()
                .forEach(character -> text.append(
                        unwritable(character)
                                ? String.format(Locale.ROOT, "\\u%04x", character)
                                : Character.toString(character)));
        return text.toString();
    }

    static void requireSteps(List<Integer> steps) {
        boolean rising = !steps.isEmpty();
        for (int i = 0; rising && i < steps.size(); i++) {
            rising = steps.get(i) >= 1 && (i == 0 || steps.get(i) > steps.get(i - 1));
        }
        require(
                rising && steps.size() >= 2 && steps.size() <= 20 && steps.get(steps.size() - 1) == 100,
                "steps",
                steps,
                "2 to 20 rising whole percentages from 1, the last of them 100");
    }

    static Duration between(String field, Duration value, Duration otherwise, Duration least, Duration most) {
        Duration duration = value == null ? otherwise : value;
        require(
                duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0,
                field,
                duration,
                least + " to " + most);
        return duration;
    }

    static void require(boolean holds, String field, Object value, String allowed) {
        if (!holds) {
            throw InvalidPolicyException.of(field, value, allowed);
        }
    }
}
