package io.flowcanary.record;

import java.time.Instant;

/**
 * A value of {@code canary.rollouts}, keyed by canary: the share that is wanted, and why. The share is in force once
 * {@code confirmedAt} is set, unless {@code notInForce} says otherwise.
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
 * @param notInForce why the wanted share is not in force although it has been tried for half a minute; null otherwise
 * @param lastInForce the share that was last known to be in force before this one was wanted; null when none was
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
        String verdictId,
        ShareTrouble notInForce,
        Integer lastInForce)
        implements Message {

    /**
     * Whether the wanted share is known to be what callers get. A dry run writes none, so nothing is missing; after a stranger's
     * write it is theirs.
     */
    public boolean inForce() {
        return policy.dryRun() || (confirmedAt != null && notInForce == null && pause != Pause.EXTERNAL_CHANGE);
    }

    /** What a share that is not in force lacks: what is wanted, what is there and, where it is known, why and what to do. */
    public String shortfall() {
        return notInForce == null ? shortfallInShort() : notInForce.sentence(share);
    }

    /** What is wanted of a share that is not in force, and what is there. */
    public String shortfallInShort() {
        if (pause == Pause.EXTERNAL_CHANGE) {
            return share + " % wanted; somebody else wrote the parameter";
        }
        if (notInForce != null) {
            return notInForce.standing(share);
        }
        return lastInForce == null || lastInForce == share
                ? share + " % wanted, not yet in force"
                : share + " % wanted, " + lastInForce + " % still in force";
    }

    /** This rollout, with what keeps its share from being in force; null for nothing. */
    public Rollout withNotInForce(ShareTrouble trouble) {
        return with(evidenceSince, confirmedAt, trouble);
    }

    /**
     * This rollout as it was known at an earlier moment: what came into force, or failed to, only later is left out. Where the
     * change itself came later, what stood at the moment was another share, and this one lacks nothing.
     */
    public Rollout asOf(Instant moment) {
        if (changedAt.isAfter(moment)) {
            return with(evidenceSince, confirmedAt == null ? changedAt : confirmedAt, null);
        }
        boolean confirmed = confirmedAt != null && !confirmedAt.isAfter(moment);
        boolean troubled = notInForce != null && !notInForce.since().isAfter(moment);
        return with(evidenceSince, confirmed ? confirmedAt : null, troubled ? notInForce : null);
    }

    /** This rollout, judged by the calls from another time on. */
    public Rollout withEvidenceSince(Instant since) {
        return with(since, confirmedAt, notInForce);
    }

    private Rollout with(Instant newEvidenceSince, Instant newConfirmedAt, ShareTrouble newTrouble) {
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
                newEvidenceSince,
                newConfirmedAt,
                changedAt,
                actor,
                why,
                verdictId,
                newTrouble,
                lastInForce);
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
