package io.flowcanary.show;

import io.flowcanary.record.LeaseGrant;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Rollout.Pause;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;

/** Where a rollout stands, and what comes next, each in a sentence. */
final class Standing {
    private Standing() {}

    static String of(Rollout rollout, Paint paint) {
        int steps = rollout.policy().steps().size();
        String share = share(rollout, paint);
        return switch (rollout.state()) {
            case BAKING -> paint.strong("BAKING") + ", step " + (rollout.step() + 1) + " of " + steps + ", " + share;
            case PAUSED ->
                paint.warn("PAUSED") + (rollout.pause() == null ? "" : ": " + Words.pause(rollout.pause())) + ", step "
                        + (rollout.step() + 1) + " of " + steps + ", " + share;
            case PROMOTED -> paint.good("PROMOTED") + ", " + share;
            case ROLLED_BACK -> paint.bad("ROLLED_BACK") + ", " + share;
        };
    }

    private static String share(Rollout rollout, Paint paint) {
        if (rollout.policy().dryRun()) {
            return rollout.share() + " % (not written)";
        }
        if (rollout.inForce()) {
            return rollout.share() + " % (in force since " + Words.time(rollout.confirmedAt()) + ")";
        }
        String lacks = (rollout.state() == RolloutState.ROLLED_BACK ? "going back: " : "") + rollout.shortfallInShort();
        return rollout.notInForce() == null ? paint.warn(lacks) : paint.bad(lacks);
    }

    static String lease(LeaseGrant lease) {
        return "lease " + lease.number() + " of the deployment lock, held by " + lease.holder() + " until "
                + Words.time(lease.until());
    }

    /** @param verdict the last one; null without any */
    static String next(Rollout rollout, Verdict verdict) {
        return switch (rollout.state()) {
            case BAKING -> rise(rollout, verdict);
            case PAUSED ->
                "the share does not rise until it is resumed"
                        + (rollout.pause() == Pause.EXTERNAL_CHANGE
                                ? ", and nothing is written; only an abort has an effect"
                                : "; harm still rolls back");
            case PROMOTED -> ended(rollout, "canary", "stable");
            case ROLLED_BACK -> ended(rollout, "stable", "canary");
        };
    }

    private static String ended(Rollout rollout, String version, String other) {
        return rollout.inForce()
                ? "the rollout has ended, every call takes the " + version + " version; restart begins it again"
                : "writing " + rollout.share() + " % is retried until SSM holds it; until then calls may take the "
                        + other + " version";
    }

    private static String rise(Rollout rollout, Verdict verdict) {
        Outlook next = Outlook.of(rollout);
        String deadline = "; undecided by " + Words.day(next.deadline()) + " UTC: " + next.then();
        if (next.earliest() == null) {
            return next.share() + " % comes " + Words.length(rollout.policy().bake()) + " after SSM holds "
                    + rollout.share() + " % at the earliest" + deadline;
        }
        boolean due = verdict != null && !verdict.judgedAt().isBefore(next.earliest());
        String when = due
                ? next.share() + " % comes as soon as nothing holds it back"
                : next.share() + " % comes at " + Words.time(next.earliest())
                        + " at the earliest, if nothing holds it back";
        return (next.byEvidence() ? when + ", and the evidence says that the canary is no worse" : when) + deadline;
    }
}
