package io.flowcanary.act;

import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Rollout.Pause;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.ShareTrouble;
import io.flowcanary.record.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Rollouts and verdicts of one canary, and how they are varied. */
final class Fixtures {
    static final Instant START = Instant.parse("2026-01-15T09:00:00Z");
    static final String PARAMETER = "/genesys/canary/percentage";
    static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:flow-canary";

    private Fixtures() {}

    static Policy policy(String canary, String title, String topic, String bus, boolean dryRun) {
        return new Policy(
                canary,
                title,
                null,
                PARAMETER,
                new Policy.Alerts(topic, bus),
                List.of(5, 25, 100),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                dryRun);
    }

    /** A start: epoch 1 at 5 percent. */
    static Rollout started() {
        return rollout(RolloutState.BAKING, 0, 5, 1, false, null);
    }

    /** The judge's step to 25 percent, epoch 2. */
    static Rollout advanced() {
        return rollout(RolloutState.BAKING, 1, 25, 2, false, "v-2");
    }

    /** The judge's end at 0, epoch 3. */
    static Rollout rolledBack() {
        return rollout(RolloutState.ROLLED_BACK, 1, 0, 3, false, "v-3");
    }

    /** The judge's end at 100, epoch 3. */
    static Rollout promoted() {
        return rollout(RolloutState.PROMOTED, 2, 100, 3, false, "v-3");
    }

    /** A person's end at 0, epoch 3. */
    static Rollout aborted() {
        return rollout(RolloutState.ROLLED_BACK, 1, 0, 3, true, "v-3");
    }

    /** A person's resumption at 25 percent, epoch 3. */
    static Rollout resumed() {
        return rollout(RolloutState.BAKING, 1, 25, 3, false, null);
    }

    static Rollout rollout(RolloutState state, int step, int share, long epoch, boolean override, String verdictId) {
        return new Rollout(
                "main-ivr",
                policy("main-ivr", "Main IVR", TOPIC, "default", false),
                "0123456789ab",
                state,
                null,
                step,
                share,
                epoch,
                override,
                START,
                START,
                null,
                at(epoch),
                "kim",
                "why",
                verdictId,
                null,
                null);
    }

    /** When an epoch begins. */
    static Instant at(long epoch) {
        return START.plusSeconds(epoch * 3_600);
    }

    static Rollout confirmed(Rollout of) {
        return with(
                of, of.policy(), of.canary(), of.state(), null, at(of.epoch()).plusSeconds(2));
    }

    static Rollout paused(Rollout of, Pause pause) {
        return with(of, of.policy(), of.canary(), RolloutState.PAUSED, pause, of.confirmedAt());
    }

    static Rollout dryRun(Rollout of) {
        return with(of, policy(of.canary(), null, TOPIC, "default", true), of.canary(), of.state(), of.pause(), null);
    }

    static Rollout of(String canary, Policy policy, Rollout like) {
        return with(like, policy, canary, like.state(), like.pause(), like.confirmedAt());
    }

    private static Rollout with(
            Rollout of, Policy policy, String canary, RolloutState state, Pause pause, Instant confirmedAt) {
        return new Rollout(
                canary,
                policy,
                of.policyRevision(),
                state,
                pause,
                of.step(),
                of.share(),
                of.epoch(),
                of.override(),
                of.startedAt(),
                of.evidenceSince(),
                confirmedAt,
                of.changedAt(),
                of.actor(),
                of.why(),
                of.verdictId(),
                of.notInForce(),
                of.lastInForce());
    }

    /** A look that changed nothing, an hour after the start. */
    static Verdict hold(String id, Verdict.Reason... reasons) {
        return hold(id, START.plusSeconds(3_600), reasons);
    }

    static Verdict hold(String id, Instant at, Verdict.Reason... reasons) {
        return new Verdict(
                id,
                "main-ivr",
                Verdict.Kind.HOLD,
                reasons[0],
                List.of(reasons),
                "why it holds",
                "evidence",
                RolloutState.BAKING,
                null,
                0,
                5,
                5,
                false,
                at,
                "0123456789ab",
                Map.of(),
                List.of(),
                null,
                null,
                null);
    }

    /** People are told what became of the 0 percent that an abort wants; what SSM holds instead, or null when all is well. */
    static Verdict ofShare(Verdict.Reason reason, String held) {
        ShareTrouble trouble = held == null
                ? null
                : new ShareTrouble(
                        START, held, "not-allowed", "AccessDeniedException", "refused, not allowed", "allow it");
        return new Verdict(
                "v",
                "main-ivr",
                Verdict.Kind.HOLD,
                reason,
                null,
                trouble == null ? "0 % is in force: SSM holds it" : trouble.sentence(0),
                "evidence",
                RolloutState.ROLLED_BACK,
                null,
                0,
                0,
                0,
                true,
                START,
                "0123456789ab",
                Map.of(),
                List.of(),
                null,
                null,
                trouble);
    }

    static Verdict verdict(String id, String canary) {
        return verdict(id, canary, true);
    }

    static Verdict verdict(String id, String canary, boolean transition) {
        return new Verdict(
                id,
                canary,
                Verdict.Kind.ROLLBACK,
                Verdict.Reason.GUARDRAIL,
                null,
                "abandon rate 14.0 % against 8.0 %: 6.0 points worse, 2.0 accepted",
                "evidence",
                RolloutState.ROLLED_BACK,
                null,
                1,
                0,
                25,
                transition,
                START,
                "0123456789ab",
                Map.of(
                        "v1",
                                new Verdict.Figures(
                                        1000, 990, 80, 40, 300, 12, 3, 600, 9_000, 6_000, 0, null, null, 0, null),
                        "v2", new Verdict.Figures(60, 50, 7, 5, 12, 2, 1, 30, 9_000, 6_000, 0, null, null, 0, null)),
                List.of(
                        new Verdict.Comparison("abandonRate", true, 80, 1000, 7, 50, 6.0, 2.0, true, null),
                        new Verdict.Comparison("errorRate", true, 3, 1000, 0, 0, null, 1.0, false, null)),
                null,
                null,
                null);
    }
}
