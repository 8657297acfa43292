package io.flowcanary.record;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What each field of a policy is held to. */
final class PolicyRules {
    private static final Set<String> RESERVED_VERSIONS = Set.of("fallback", "mixed", "other", "*");

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

    static void requireVersion(String version) {
        require(
                !version.isBlank() && version.length() <= 64 && !RESERVED_VERSIONS.contains(version),
                "versions",
                version,
                "1 to 64 characters, none of fallback, mixed, other, *");
    }

    static void requireEachMetricOnce(List<Policy.Guardrail> guardrails) {
        Set<Policy.Metric> seen = new HashSet<>();
        for (Policy.Guardrail guardrail : guardrails) {
            require(
                    seen.add(guardrail.metric()),
                    "guardrails",
                    guardrail.metric().json(),
                    "each metric once");
        }
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

    /** Up to a minute: longer waits are not told apart. */
    static void requireShortAbandon(Duration limit) {
        require(
                limit == null
                        || limit.getNano() == 0
                                && limit.compareTo(Duration.ofSeconds(1)) >= 0
                                && limit.compareTo(Duration.ofMinutes(1)) <= 0,
                "shortAbandon",
                limit,
                "whole seconds from PT1S to PT1M, or nothing: every abandon counts");
    }

    /** What an agent does who has talked, unless the policy names others. */
    static List<Transfer> transfersOrDefault(List<Transfer> transfers) {
        if (transfers == null) {
            return Arrays.stream(Transfer.values()).filter(Transfer::byAgent).toList();
        }
        require(
                !transfers.isEmpty() && Set.copyOf(transfers).size() == transfers.size(),
                "transfers",
                transfers,
                "at least one of " + Arrays.toString(Transfer.values()) + ", each once");
        return List.copyOf(transfers);
    }

    static List<String> outcomesOrNone(List<String> given) {
        List<String> ids = given == null ? List.of() : List.copyOf(given);
        for (String id : ids) {
            require(
                    id.matches("[0-9A-Za-z_-]{1,64}"),
                    "errorOutcomes",
                    escaped(id),
                    "ids of flow outcomes: 1 to 64 letters, digits, - or _");
        }
        require(ids.size() <= 100, "errorOutcomes", ids.size() + " ids", "at most 100");
        return ids;
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
