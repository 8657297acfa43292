package io.flowcanary.rollout;

import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;

/**
 * What follows from one command or one look.
 *
 * @param state the canary's state from now on
 * @param rollout the rollout to publish; null when it did not change
 * @param verdict the verdict to publish; null when there is none
 * @param refusal why a command was not obeyed; null when it was
 */
public record Step(CanaryState state, Rollout rollout, Verdict verdict, String refusal) {
    static Step unchanged(CanaryState state) {
        return new Step(state, null, null, null);
    }

    static Step refused(CanaryState state, String why) {
        return new Step(state, null, null, why);
    }
}
