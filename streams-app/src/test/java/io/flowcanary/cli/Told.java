package io.flowcanary.cli;

import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.query.SourceStatus;
import io.flowcanary.record.Answer;
import io.flowcanary.record.LeaseGrant;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.ShareTrouble;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Comparison;
import io.flowcanary.record.Verdict.Evidence;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a service tells, made up. */
final class Told {
    static final Instant TEN = Instant.parse("2026-01-15T10:00:00Z");
    static final Policy POLICY = PolicyYaml.read("{canary: main-ivr, title: Main IVR}");

    private Told() {}

    /** Fresh, up to seven minutes past ten. */
    static SourceStatus source() {
        return new SourceStatus(TEN.plusSeconds(420), Duration.ofSeconds(9), true, 0L, null, 12, 12, new TreeMap<>());
    }

    static Rollout rollout(RolloutState state, int share) {
        Rollout.Pause pause = state == RolloutState.PAUSED ? Rollout.Pause.OPERATOR : null;
        return rollout(state, pause, share, TEN, TEN.plusSeconds(60));
    }

    static Rollout rollout(RolloutState state, Rollout.Pause pause, int share, Instant startedAt, Instant confirmedAt) {
        return new Rollout(
                "main-ivr",
                POLICY,
                "abc",
                state,
                pause,
                0,
                share,
                1,
                false,
                startedAt,
                startedAt,
                confirmedAt,
                TEN,
                "kim",
                "new menu",
                null,
                null,
                null);
    }

    /** Rolled back from 5 percent, which SSM holds still. */
    static Rollout notInForce() {
        return rollout(RolloutState.ROLLED_BACK, null, 0, TEN, null)
                .withNotInForce(new ShareTrouble(
                        TEN.plusSeconds(2_400),
                        "5",
                        "too-many-versions",
                        "ParameterMaxVersionLimitExceeded",
                        "refused, the parameter has 100 versions and the oldest carries a label",
                        "remove the label"));
    }

    static Answer answer(String order, RolloutState state, int share) {
        return new Answer("k-1", "main-ivr", order, TEN, "kim", "new menu", null, rollout(state, share), null);
    }

    static Answer leased(long number) {
        return new Answer(
                "k-1",
                "main-ivr",
                "lease",
                TEN,
                "ci",
                null,
                null,
                null,
                new LeaseGrant(number, "ci", TEN, TEN.plusSeconds(1200)));
    }

    /** One that somebody's order made: nothing is compared in it. */
    static Verdict ordered(Kind kind, Reason reason, int minute) {
        return verdict(kind, reason, true, minute, List.of());
    }

    static Verdict verdict(Kind kind, Reason reason, boolean transition, int minute) {
        Evidence evidence =
                new Evidence(5, 12, Math.log(2), Math.log(80), Math.log(4), Math.log(20), -1.5, 3.0, 0.1, 8.0, 450L);
        return verdict(
                kind,
                reason,
                transition,
                minute,
                List.of(new Comparison("abandonRate", true, 160, 2000, 9, 100, 1.0, 2.0, false, evidence)));
    }

    private static Verdict verdict(
            Kind kind, Reason reason, boolean transition, int minute, List<Comparison> guardrails) {
        return new Verdict(
                "main-ivr/1/" + minute,
                "main-ivr",
                kind,
                reason,
                List.of(reason),
                "abandon rate 9.0 % (9 of 100) against 8.0 % (160 of 2,000)",
                "evidence",
                RolloutState.BAKING,
                null,
                0,
                5,
                5,
                transition,
                TEN.plusSeconds(60L * minute),
                "abc",
                Map.of(),
                guardrails,
                new Verdict.Threshold(Kind.HOLD, Reason.BAKING, "healthy for 7 of 30 minutes"),
                null,
                null);
    }
}
