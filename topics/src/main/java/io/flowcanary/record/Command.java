package io.flowcanary.record;

import java.time.Duration;
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

    /** What people and pipelines ask for: each is answered by one {@link Answer}. */
    sealed interface Order extends Command {}

    /**
     * Begin a rollout with this policy. Refused while one is active, and while somebody else holds the lease.
     *
     * @param lease the number of the lease that this start ends; null without one
     */
    record Start(String id, String canary, Instant at, String actor, String reason, Policy policy, Long lease)
            implements Order {}

    /** Begin again after a rollout has ended, with its policy. Refused like a start. */
    record Restart(String id, String canary, Instant at, String actor, String reason) implements Order {}

    /** Go no further until resumed; harm still rolls back. */
    record Pause(String id, String canary, Instant at, String actor, String reason) implements Order {}

    /**
     * Go on after a pause; the wanted share is written again.
     *
     * @param adopt after somebody else's write: whether what they wrote is the share to go on with, and not the one before it
     */
    record Resume(String id, String canary, Instant at, String actor, String reason, boolean adopt) implements Order {}

    /** On to the next step, whatever the judge says. */
    record Advance(String id, String canary, Instant at, String actor, String reason) implements Order {}

    /** On to 100, whatever the judge says. */
    record Promote(String id, String canary, Instant at, String actor, String reason) implements Order {}

    /** Share to 0 at once, whatever the state. */
    record Abort(String id, String canary, Instant at, String actor, String reason) implements Order {}

    /** Judge by this policy from the next look on. */
    record ChangePolicy(String id, String canary, Instant at, String actor, String reason, Policy policy)
            implements Order {}

    /**
     * Keep the canary from starting while something is deployed. Refused while a rollout is active or somebody holds a lease.
     *
     * @param length how long the lease lasts unless it is released
     */
    record Lease(String id, String canary, Instant at, String actor, String reason, Duration length) implements Order {}

    /**
     * End a lease before its time.
     *
     * @param lease its number
     */
    record Release(String id, String canary, Instant at, String actor, String reason, long lease) implements Order {}

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
     * The wanted share has been tried for half a minute, and is not in force.
     *
     * @param epoch of the rollout whose share it is
     * @param share the percentage that is wanted
     * @param trouble what SSM holds instead, and why
     */
    record NotInForce(
            String id,
            String canary,
            Instant at,
            String actor,
            String reason,
            long epoch,
            int share,
            ShareTrouble trouble)
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
