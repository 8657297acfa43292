package io.flowcanary.judge;

import io.flowcanary.judge.evidence.Block;
import io.flowcanary.record.Fact;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Policy.Guardrail;

/** The calls of one start minute as one guardrail sees them: bad is what had become bad at an age below its maturity. */
final class MatureCalls {
    private MatureCalls() {}

    /** Whether every cell that {@link #of} reads is complete at the watermark, a whole minute. */
    static boolean complete(long minute, int ages, long w) {
        return minute + 1 + ages <= w;
    }

    static int ages(Guardrail guardrail) {
        return (int) guardrail.maturity().toMinutes();
    }

    static Block of(Counts counts, Policy.Versions versions, Guardrail guardrail, long minute) {
        long stable = counts.matured(versions.stable(), Fact.STARTED, ages(guardrail), minute);
        long canary = counts.matured(versions.canary(), Fact.STARTED, ages(guardrail), minute);
        return Block.of(
                stable,
                bad(counts, versions.stable(), guardrail, minute, stable),
                canary,
                bad(counts, versions.canary(), guardrail, minute, canary));
    }

    private static long bad(Counts counts, String version, Guardrail guardrail, long minute, long calls) {
        int ages = ages(guardrail);
        return switch (guardrail.metric()) {
            case ABANDON_RATE -> counts.matured(version, Fact.ABANDONED, ages, minute);
            case TRANSFER_RATE -> counts.matured(version, Fact.TRANSFERRED, ages, minute);
            case ERROR_RATE -> counts.matured(version, Fact.ERRORED, ages, minute);
            case IVR_HANGUP_RATE -> counts.matured(version, Fact.IVR_HANGUP, ages, minute);
            case CONTAINMENT_RATE -> calls - counts.matured(version, Fact.CONTAINED, ages, minute);
            case LONG_HANDLE_RATE -> counts.maturedLong(version, guardrail.longerThan(), ages, minute);
        };
    }
}
