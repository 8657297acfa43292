package io.flowcanary.record;

import java.time.Instant;

/**
 * A value of {@code canary.rollouts}, keyed by canary: the share that is wanted, and why. The share is in force once
 * {@code confirmedAt} is set.
 *
 * @param canary whose rollout
 * @param policy what it obeys
 * @param policyRevision first 12 hex digits of the SHA-256 of the policy's JSON
 * @param state where it stands
 * @param pause why it is paused; null otherwise
 * @param step index into the policy's steps
 * @param share wanted percentage, 0 to 100
 * @param epoch rises with every change of the wanted share and every resumption; never repeats for one canary
 * @param override true when the share must win over somebody else's write: after an abort
 * @param startedAt event time at which it began
 * @param evidenceSince event time from which calls are evidence
 * @param confirmedAt event time from which the wanted share was in force; null while it is not known to be
 * @param changedAt event time of this change
 * @param actor who changed it
 * @param why the change in plain words
 * @param verdictId the verdict behind the change; null when a command was
 */
public record Rollout(
        String canary,
        Policy policy,
        String policyRevision,
        RolloutState state,
        Pause pause,
        int step,
        int share,
        long epoch,
        boolean override,
        Instant startedAt,
        Instant evidenceSince,
        Instant confirmedAt,
        Instant changedAt,
        String actor,
        String why,
        String verdictId)
        implements Message {

    /** This rollout, judged by the calls from another time on. */
    public Rollout withEvidenceSince(Instant since) {
        return new Rollout(
                canary,
                policy,
                policyRevision,
                state,
                pause,
                step,
                share,
                epoch,
                override,
                startedAt,
                since,
                confirmedAt,
                changedAt,
                actor,
                why,
                verdictId);
    }

    /** Why a rollout is paused. */
    public enum Pause {
        /** Somebody asked for it. */
        OPERATOR,
        /** A stranger wrote the parameter. */
        EXTERNAL_CHANGE,
        /** The flow was published again; after a resume the evidence starts again from zero. */
        FLOW_CHANGED,
        /** It reached its deadline. */
        DEADLINE
    }
}
