package io.flowcanary.record;

import java.time.Instant;

/**
 * A value of {@code canary.commands}, keyed by canary: what people, pipelines and the hand on the parameter tell the judge's
 * task. A command takes effect once, however often it arrives: {@code id} tells.
 */
public sealed interface Command extends Message {
    /** Unique per command. */
    String id();

    /** Which canary. */
    String canary();

    /** When it was given. */
    Instant at();

    /** Who gave it: a person, a pipeline, or {@code flow-canary}. */
    String actor();

    /** Why, in the actor's words; may be null. */
    String reason();

    /** Begin a rollout with this policy. Refused while one is active. */
    record Start(String id, String canary, Instant at, String actor, String reason, Policy policy) implements Command {}

    /** Share to 0 at once, whatever the state. */
    record Abort(String id, String canary, Instant at, String actor, String reason) implements Command {}

    /** Go on after a pause; the wanted share is written again. */
    record Resume(String id, String canary, Instant at, String actor, String reason) implements Command {}

    /**
     * The parameter was written and read back.
     *
     * @param epoch of the rollout whose share it is
     * @param share the percentage now in force
     * @param parameterVersion SSM's version of the parameter
     */
    record Applied(
            String id,
            String canary,
            Instant at,
            String actor,
            String reason,
            long epoch,
            int share,
            long parameterVersion)
            implements Command {}

    /**
     * Somebody else wrote the parameter.
     *
     * @param epoch of the rollout whose share was overwritten
     * @param value what they wrote
     * @param parameterVersion SSM's version of it
     */
    record ExternalChange(
            String id,
            String canary,
            Instant at,
            String actor,
            String reason,
            long epoch,
            String value,
            long parameterVersion)
            implements Command {}
}
