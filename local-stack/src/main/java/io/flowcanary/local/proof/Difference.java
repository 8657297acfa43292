package io.flowcanary.local.proof;

import io.flowcanary.judge.evidence.Block;

/** How much worse the canary was observed to be. */
final class Difference {
    private Difference() {}

    /** Canary rate less stable rate, a fraction; both versions must have a call. */
    static double of(Block calls) {
        return (double) calls.canaryBad() / calls.canaryCalls() - (double) calls.stableBad() / calls.stableCalls();
    }
}
