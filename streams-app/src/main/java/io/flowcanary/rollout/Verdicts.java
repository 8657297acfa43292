package io.flowcanary.rollout;

import io.flowcanary.judge.Look;
import io.flowcanary.judge.Opinion;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import java.time.Instant;
import java.util.List;

/** Makes verdict records. Ids derive from what is judged, so the same records give the same verdicts. */
final class Verdicts {
    private Verdicts() {}

    /** The id of the judge's own look at a minute. */
    static String lookId(String canary, Instant w) {
        return canary + '@' + w;
    }

    /** The id of the verdict that a command leads to. */
    static String commandId(String canary, Instant w, String commandId) {
        return canary + '@' + w + '#' + commandId;
    }

    static Verdict of(
            String id,
            Verdict.Kind kind,
            Verdict.Reason reason,
            String explanation,
            Rollout before,
            Rollout after,
            Look look,
            List<Verdict.Comparison> guardrails) {
        boolean transition = before.state() != after.state()
                || before.step() != after.step()
                || before.share() != after.share()
                || before.pause() != after.pause();
        return new Verdict(
                id,
                after.canary(),
                kind,
                reason,
                explanation,
                after.policy().judge().json(),
                after.state(),
                after.pause(),
                after.step(),
                after.share(),
                before.share(),
                transition,
                look.at(),
                after.policyRevision(),
                look.figures(),
                guardrails);
    }

    static Verdict hold(String id, Opinion opinion, Verdict.Reason reason, String why, Rollout rollout, Look look) {
        return of(id, Verdict.Kind.HOLD, reason, why, rollout, rollout, look, opinion.guardrails());
    }
}
