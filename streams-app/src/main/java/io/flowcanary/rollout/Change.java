package io.flowcanary.rollout;

import io.flowcanary.policy.PolicyRevision;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Rollout.Pause;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.ShareTrouble;
import java.time.Instant;
import java.util.List;

/**
 * One change of a rollout, and how each kind of it looks. Whatever changes the wanted share, or has it written again, takes
 * the next epoch and is unconfirmed, unless it is a dry run: nobody writes its share, so it is taken as in force at once.
 *
 * @param at event time at which it takes effect
 * @param actor who
 * @param why in plain words
 * @param verdictId the verdict behind it; null when a command is
 */
record Change(Instant at, String actor, String why, String verdictId) {

    Rollout begin(Policy policy, long epoch) {
        return new Rollout(
                policy.canary(),
                policy,
                PolicyRevision.of(policy),
                RolloutState.BAKING,
                null,
                0,
                policy.steps().get(0),
                epoch,
                false,
                at,
                at,
                policy.dryRun() ? at : null,
                at,
                actor,
                why,
                verdictId,
                null,
                null);
    }

    /** To the next step. */
    Rollout advance(Rollout rollout) {
        return toStep(rollout, rollout.step() + 1);
    }

    Rollout promote(Rollout rollout) {
        int last = rollout.policy().steps().size() - 1;
        return written(rollout, RolloutState.PROMOTED, last, 100, false);
    }

    /** To a step; the one at 100 is the end. */
    Rollout toStep(Rollout rollout, int step) {
        List<Integer> steps = rollout.policy().steps();
        return step == steps.size() - 1
                ? promote(rollout)
                : written(rollout, RolloutState.BAKING, step, steps.get(step), false);
    }

    /** Another canary version is another thing to judge: what was seen of the one before is no evidence of it. */
    Rollout judgeBy(Rollout rollout, Policy policy) {
        boolean sameVersions = policy.versions().equals(rollout.policy().versions());
        return new Rollout(
                rollout.canary(),
                policy,
                PolicyRevision.of(policy),
                rollout.state(),
                rollout.pause(),
                policy.steps().indexOf(rollout.share()),
                rollout.share(),
                rollout.epoch(),
                rollout.override(),
                rollout.startedAt(),
                sameVersions ? rollout.evidenceSince() : at,
                rollout.confirmedAt(),
                at,
                actor,
                why,
                verdictId,
                rollout.notInForce(),
                rollout.lastInForce());
    }

    Rollout rollBack(Rollout rollout, boolean override) {
        return written(rollout, RolloutState.ROLLED_BACK, rollout.step(), 0, override);
    }

    /** After a new version of the flow, what was seen of the old one is no evidence any more. */
    Rollout resume(Rollout rollout) {
        Instant evidenceSince = rollout.pause() == Pause.FLOW_CHANGED ? at : rollout.evidenceSince();
        return written(rollout, RolloutState.BAKING, rollout.step(), rollout.share(), false)
                .withEvidenceSince(evidenceSince);
    }

    /** While a stranger's hand is on the parameter nothing is tried, so nothing keeps failing either. */
    Rollout pause(Rollout rollout, Pause pause) {
        return next(
                rollout,
                RolloutState.PAUSED,
                pause,
                rollout.step(),
                rollout.share(),
                rollout.epoch(),
                rollout.override(),
                rollout.confirmedAt(),
                pause == Pause.EXTERNAL_CHANGE ? null : rollout.notInForce(),
                rollout.lastInForce());
    }

    /** The share is in force. No change of what is wanted: who wanted it, when and why stay. */
    static Rollout confirm(Rollout rollout, Instant at) {
        Change same = new Change(rollout.changedAt(), rollout.actor(), rollout.why(), rollout.verdictId());
        return same.next(
                rollout,
                rollout.state(),
                rollout.pause(),
                rollout.step(),
                rollout.share(),
                rollout.epoch(),
                rollout.override(),
                at,
                null,
                rollout.lastInForce());
    }

    private Rollout written(Rollout rollout, RolloutState state, int step, int share, boolean override) {
        Instant confirmedAt = rollout.policy().dryRun() ? at : null;
        Integer lastInForce = rollout.confirmedAt() == null
                ? rollout.lastInForce()
                : rollout.inForce() && !rollout.policy().dryRun() ? (Integer) rollout.share() : null;
        return next(rollout, state, null, step, share, rollout.epoch() + 1, override, confirmedAt, null, lastInForce);
    }

    private Rollout next(
            Rollout rollout,
            RolloutState state,
            Pause pause,
            int step,
            int share,
            long epoch,
            boolean override,
            Instant confirmedAt,
            ShareTrouble notInForce,
            Integer lastInForce) {
        return new Rollout(
                rollout.canary(),
                rollout.policy(),
                rollout.policyRevision(),
                state,
                pause,
                step,
                share,
                epoch,
                override,
                rollout.startedAt(),
                rollout.evidenceSince(),
                confirmedAt,
                at,
                actor,
                why,
                verdictId,
                notInForce,
                lastInForce);
    }
}
