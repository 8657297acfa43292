package io.flowcanary.act;

import java.time.Instant;
import java.util.Map;

/**
 * How the effects are doing.
 *
 * @param targets by name ({@code ssm:/parameter}, {@code sns:ARN}, {@code events:bus}, {@code kafka:keeper}, {@code rollout:canary}), sorted; a target appears
 *     once it was tried
 */
public record ActHealth(Map<String, Target> targets) {

    /**
     * @param ok whether the last attempt worked
     * @param problem what went wrong and, where we know, what to do; null when ok
     * @param since when this began
     */
    public record Target(boolean ok, String problem, Instant since) {}

    /** Whether every target works. */
    public boolean ok() {
        return targets.values().stream().allMatch(Target::ok);
    }
}
