package io.flowcanary.judge;

import io.flowcanary.record.InvalidPolicyException;
import io.flowcanary.record.Policy;

/** The judges that there are. */
public final class Judges {
    private Judges() {}

    /**
     * The judge that a policy asks for.
     *
     * @throws InvalidPolicyException when this version has no such judge
     */
    public static Judge of(Policy policy) {
        if (policy.judge() == Policy.JudgeName.THRESHOLD) {
            return new ThresholdJudge();
        }
        throw new InvalidPolicyException(
                "judge: " + policy.judge().json() + " is not available in this version; expected threshold");
    }
}
