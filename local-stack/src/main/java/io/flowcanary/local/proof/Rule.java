package io.flowcanary.local.proof;

import io.flowcanary.judge.evidence.Block;

/** Looks at one guardrail's calls again and again, and says each time whether what it waits for has come. */
interface Rule {
    /** Takes in stable calls from before the canary. */
    default void before(Block stable) {}

    /** Looks after one more block, which ends with this minute. */
    boolean after(int minute, Block block);

    /** How a rule is begun. */
    @FunctionalInterface
    interface Kind {
        /**
         * A rule that has seen nothing.
         *
         * @param level the chance of a false alarm that it may take; rules that know none ignore it
         */
        Rule begin(Watched watched, double level);
    }
}
