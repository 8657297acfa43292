package io.flowcanary.show;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import java.time.Instant;
import java.util.Locale;

/**
 * What comes next of a rollout that goes on.
 *
 * @param share the next step's, percent
 * @param earliest when it can come; null while the present share is not in force
 * @param byEvidence whether the canary must also be shown to be no worse
 * @param deadline when the policy stops to wait
 * @param then what happens then: {@code hold}, {@code rollback} or {@code promote}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Outlook(int share, Instant earliest, boolean byEvidence, Instant deadline, String then) {
    /** Null when nothing comes by itself. */
    static Outlook of(Rollout rollout) {
        if (rollout.state() != RolloutState.BAKING) {
            return null;
        }
        Policy policy = rollout.policy();
        int last = policy.steps().size() - 1;
        return new Outlook(
                policy.steps().get(Math.min(rollout.step() + 1, last)),
                rollout.confirmedAt() == null || rollout.notInForce() != null
                        ? null
                        : rollout.confirmedAt().plus(policy.bake()),
                policy.promote() == Policy.PromoteRule.EVIDENCE && rollout.step() == last - 1,
                rollout.startedAt().plus(policy.deadline().after()),
                policy.deadline().then().name().toLowerCase(Locale.ROOT));
    }
}
