package io.flowcanary.judge;

import io.flowcanary.policy.PolicyRevision;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import java.time.Instant;

/** Rollouts at their first step, and looks at them. */
final class Rollouts {
    private Rollouts() {}

    /** Begun at this time, with its first share in force since then. */
    static Rollout begun(Policy policy, Instant at) {
        return new Rollout(
                policy.canary(),
                policy,
                PolicyRevision.of(policy),
                RolloutState.BAKING,
                null,
                0,
                policy.steps().get(0),
                1,
                false,
                at,
                at,
                at,
                at,
                "kim",
                "new menu",
                null,
                null,
                null);
    }

    /** One that has read nothing: for a judge that reads the counts themselves. */
    static Look look(Policy policy, Instant at, Instant evidenceSince, Counts counts) {
        return new Look(begun(policy, evidenceSince), at, counts, Evidence.NONE);
    }
}
