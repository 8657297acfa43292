package io.flowcanary.act;

/** What is to be done about a parameter. */
sealed interface ShareDecision {

    /** The wanted share is there, and nobody has been told yet: confirm it. */
    record InForce(long parameterVersion) implements ShareDecision {}

    /** Write the wanted share. */
    record Put(String reason) implements ShareDecision {}

    /**
     * Somebody else wrote the parameter, and nobody has been told yet: report it and leave the parameter alone.
     *
     * @param rival the canary whose active rollout wrote it; null when no rollout of ours did
     */
    record Foreign(String value, long parameterVersion, String rival) implements ShareDecision {}

    /** All is as it should be, or none of our business. */
    record Nothing() implements ShareDecision {}
}
