package io.flowcanary.judge;

import io.flowcanary.record.InvalidPolicyException;
import io.flowcanary.record.Policy;

/** The judges of this version. */
public final class Judges {
    private Judges() {}

    /**
     * The judge that a policy names.
     *
     * @throws InvalidPolicyException when this version does not have it, or it has nothing to decide by
     */
    public static Judge of(Policy policy) {
        return switch (policy.judge()) {
            case THRESHOLD -> {
                if (!ThresholdJudge.decides(policy)) {
                    throw new InvalidPolicyException("guardrails: abandonRate and transferRate both with gate: false"
                            + " are not allowed; expected one that decides, since judge: threshold reads no other");
                }
                yield new ThresholdJudge();
            }
            case EVIDENCE ->
                throw new InvalidPolicyException(
                        "judge: evidence is not available in this version; expected threshold");
        };
    }
}
