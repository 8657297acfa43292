package io.flowcanary.act;

import io.flowcanary.act.ParameterStore.Version;
import io.flowcanary.record.Intent;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Rollout.Pause;
import java.util.Optional;

/** What is to be done about a parameter, given what is wanted and what is there. */
enum ShareDecision {
    /** The wanted share is in force by a write of ours for this very epoch. */
    CONFIRM,
    /** Write the wanted share. */
    WRITE,
    /** A stranger has written it: tell, and leave it alone. */
    REPORT,
    /** Leave it alone. */
    NOTHING;

    /**
     * Decides. A stranger's value gives way to an abort, to a start or a resumption (somebody has just asked for the share),
     * and to a rollout's end until its share has been in force once; otherwise the stranger wins.
     *
     * @param wanted the canary's latest rollout
     * @param found the version in force; null when there is none
     */
    static ShareDecision of(Rollout wanted, Version found, Attribution attribution) {
        if (wanted.policy().dryRun() || wanted.pause() == Pause.EXTERNAL_CHANGE) {
            return NOTHING;
        }
        if (found == null) {
            return WRITE;
        }
        Optional<Intent> ours = attribution.intentOf(found);
        if (ours.isPresent()) {
            if (ours.get().epoch() > wanted.epoch() && ours.get().canary().equals(wanted.canary())) {
                // Another instance knows a newer rollout; this one is about to learn of it.
                return NOTHING;
            }
            boolean current = ours.get().epoch() == wanted.epoch()
                    && ours.get().canary().equals(wanted.canary())
                    && ours.get().share() == wanted.share();
            if (current) {
                return CONFIRM;
            }
            // A write of ours for an older epoch, landed late or not yet replaced. Another canary's write counts as a
            // stranger's once this rollout has ended.
            return ours.get().canary().equals(wanted.canary()) || wanted.state().active() ? WRITE : NOTHING;
        }
        if (wanted.override()) {
            return WRITE;
        }
        if (attribution.landedBefore(wanted.epoch(), found)) {
            return REPORT;
        }
        boolean askedFor = wanted.verdictId() == null;
        return askedFor || !wanted.state().active() ? WRITE : REPORT;
    }
}
