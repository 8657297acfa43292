package io.flowcanary.judge;

import io.flowcanary.record.InvalidPolicyException;
import io.flowcanary.record.Policy;

/** The judges. */
public final class Judges {
    private Judges() {}

    /** The guide's rule, to be shown beside another judge's opinion. */
    public static final Judge THRESHOLD = new ThresholdJudge();

    /**
     * The judge that a policy names.
     *
     * @throws InvalidPolicyException when the policy leaves it nothing to decide by
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
            case EVIDENCE -> {
                if (!EvidenceJudge.decides(policy)) {
                    throw new InvalidPolicyException(
                            "guardrails: all of them with gate: false is not allowed;" + " expected one that decides");
                }
                yield new EvidenceJudge();
            }
        };
    }
}
