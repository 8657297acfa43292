package io.flowcanary.rollout;

import io.flowcanary.record.Command;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Rollout.Pause;
import io.flowcanary.record.ShareTrouble;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import io.flowcanary.rollout.Verdicts.Said;
import java.time.Instant;

/**
 * What the keeper of the parameter reports: the wanted share is in force, or it could not be brought about. People are told once
 * when that begins, and once when a wanted share is in force again, however often it is reported.
 */
final class InForce {
    private InForce() {}

    static Decision applied(CanaryState state, Command.Applied applied, Instant at) {
        Rollout rollout = state.rollout();
        boolean news = rollout != null
                && rollout.epoch() == applied.epoch()
                && rollout.share() == applied.share()
                && (rollout.confirmedAt() == null || rollout.notInForce() != null);
        if (!news) {
            return Decision.nothing(state);
        }
        CanaryState confirmed = state.with(Change.confirm(rollout, at), state.fitSince());
        if (!state.owesAllClear()) {
            return Decision.of(state, confirmed);
        }
        String id = Verdicts.id(rollout, at, "command/" + applied.id());
        ShareTrouble was = rollout.notInForce();
        String why = rollout.share() + " % is in force: SSM holds it"
                + (was == null ? "" : "; it could not be brought about since " + was.since());
        Said said = new Said(Kind.HOLD, Reason.IN_FORCE, why);
        return Verdicts.changed(state, confirmed.owingAllClear(false), said, id, at);
    }

    static Decision lacking(CanaryState state, Command.NotInForce report, Instant at) {
        Rollout rollout = state.rollout();
        boolean ours = rollout != null
                && rollout.epoch() == report.epoch()
                && rollout.share() == report.share()
                && rollout.pause() != Pause.EXTERNAL_CHANGE
                && !rollout.policy().dryRun()
                && report.trouble() != null;
        boolean outdated = ours && rollout.confirmedAt() != null && !at.isAfter(rollout.confirmedAt());
        if (!ours || outdated) {
            return Decision.nothing(state);
        }
        ShareTrouble known = rollout.notInForce();
        if (known != null) {
            Rollout after = rollout.withNotInForce(report.trouble().since(known.since()));
            return Decision.of(state, state.with(after, state.fitSince()));
        }
        Rollout after = rollout.withNotInForce(report.trouble());
        String id = Verdicts.id(rollout, at, "command/" + report.id());
        Said said = new Said(Kind.HOLD, Reason.NOT_IN_FORCE, after.shortfall());
        return Verdicts.changed(state, state.with(after, null).owingAllClear(true), said, id, at);
    }
}
