package io.flowcanary.record;

import java.time.Duration;
import java.util.List;

/** What each field of a policy is held to. */
final class PolicyRules {
    private PolicyRules() {}

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
