package io.flowcanary.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One full example of each message. */
final class Samples {
    private static final Instant AT = Instant.parse("2026-01-15T09:00:00Z");
    private static final long AT_MS = AT.toEpochMilli();
    private static final String ARN = "arn:aws:sns:eu-central-1:123456789012:flow-canary";

    static final Policy POLICY = new Policy(
            "main-ivr",
            "Main IVR",
            new Policy.Versions("v1", "v2"),
            "/genesys/canary/percentage",
            new Policy.Alerts(ARN, "default"),
            List.of(5, 100),
            Duration.ofMinutes(30),
            20,
            Duration.ofHours(1),
            Policy.JudgeName.THRESHOLD,
            Policy.PromoteRule.BAKE,
            0.05,
            Duration.ofMinutes(1),
            List.of(new Policy.Guardrail(Policy.Metric.ABANDON_RATE, 2.0, Duration.ofMinutes(5), null, true)),
            Duration.ofSeconds(5),
            List.of(Transfer.BLIND, Transfer.NO_ANSWER),
            List.of("o-1"),
            new Policy.Deadline(Duration.ofHours(24), Policy.DeadlineAction.HOLD),
            false);

    private static final ShareTrouble TROUBLE =
            new ShareTrouble(AT, "0", "version-limit", "ParameterMaxVersionLimitExceeded", "refused", "move the label");

    private static final Rollout ROLLOUT = new Rollout(
            "main-ivr",
            POLICY,
            "0123456789ab",
            RolloutState.PAUSED,
            Rollout.Pause.EXTERNAL_CHANGE,
            0,
            5,
            2,
            false,
            AT,
            AT,
            AT.plusSeconds(3),
            AT.plusSeconds(60),
            "flow-canary",
            "somebody wrote 50",
            "v-1",
            TROUBLE,
            0);

    static final Map<String, Message> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "conversation-event",
                    new ConversationEvent(
                            EventKind.FLOW_END,
                            "c-1",
                            "p-1",
                            "s-1",
                            AT_MS,
                            AT_MS + 1500,
                            "VOICE",
                            "INBOUND",
                            "ENDPOINT",
                            new ConversationEvent.Flow(
                                    "INBOUNDCALL", "f-1", "7.0", "TRANSFER", "ACD", "o-1", "SUCCESS"),
                            "ANSWERED",
                            12_000L,
                            new ConversationEvent.Work(60_000, 20_000, 90_000),
                            new ConversationEvent.Draw("v2", "main-ivr"))),
            Map.entry("heartbeat", new Heartbeat("sqs", AT_MS, false, AT_MS + 5)),
            Map.entry(
                    "totals",
                    new Totals(
                            "main-ivr",
                            "v2",
                            AT_MS / 60_000,
                            3,
                            new TreeMap<>(Map.of(Fact.STARTED, Map.of(0, 7L), Fact.ENDED, Map.of(Totals.LATER, 1L))),
                            Map.of(Fact.ABANDONED, 1L),
                            Map.of(Fact.TRANSFERRED, Map.of("BLIND+NO_ANSWER", Map.of(12, 1L))),
                            Map.of(Fact.ABANDONED, Map.of("4", -1L)),
                            Map.of(570, Map.of(12, 1L)),
                            Map.of(571, -1L),
                            Map.of(59_999, 2L),
                            3,
                            Map.of("0f1f/7.0", Map.of(0, 7L)))),
            Map.entry("watermark", new Watermark(3, AT_MS, new TreeMap<>(Map.of("counted", 12L, "duplicate", 1L)))),
            Map.entry(
                    "outcome",
                    new Outcome(
                            "c-1", "main-ivr", "v2", AT, AT.plusSeconds(95), Set.of(Fact.ABANDONED), 90_000, 60_000)),
            Map.entry(
                    "dead-letter",
                    new DeadLetter("malformed-json", "unexpected end at line 1", "sqs", "m-1", AT, "{\"id\":\"*\"}")),
            Map.entry("intent", new Intent("i-1", "/genesys/canary/percentage", "main-ivr", 2, 0, AT)),
            Map.entry("rollout", ROLLOUT),
            Map.entry(
                    "verdict",
                    new Verdict(
                            "v-1",
                            "main-ivr",
                            Verdict.Kind.ROLLBACK,
                            Verdict.Reason.GUARDRAIL,
                            List.of(Verdict.Reason.GUARDRAIL),
                            "abandon rate 14.0 % against 8.0 %: 6.0 points worse, 2.0 accepted",
                            "evidence",
                            RolloutState.ROLLED_BACK,
                            Rollout.Pause.DEADLINE,
                            0,
                            0,
                            5,
                            true,
                            AT,
                            "0123456789ab",
                            Map.of(
                                    "v2",
                                    new Verdict.Figures(
                                            60,
                                            50,
                                            7,
                                            5,
                                            12,
                                            2,
                                            1,
                                            30,
                                            9_000,
                                            6_000,
                                            4,
                                            310_000L,
                                            600_000L,
                                            2,
                                            new GenesysFigures(48, 38, 9, 4))),
                            List.of(new Verdict.Comparison(
                                    "abandonRate",
                                    true,
                                    80,
                                    1000,
                                    7,
                                    50,
                                    6.0,
                                    2.0,
                                    true,
                                    new Verdict.Evidence(5, 12, 5.5, 4.4, -3.25, 3.0, 2.4, 12.15, 0.875, 8.5, 310L))),
                            new Verdict.Threshold(Verdict.Kind.HOLD, Verdict.Reason.MIN_CALLS, "7 of 20 canary calls"),
                            new Verdict.Gate(5, 50, 1000, -1.5, Map.of("previous call", -2.5)),
                            TROUBLE)),
            Map.entry("command.start", new Command.Start("k-1", "main-ivr", AT, "kim", "new menu", POLICY, 7L)),
            Map.entry("command.restart", new Command.Restart("k-6", "main-ivr", AT, "kim", "once more")),
            Map.entry("command.pause", new Command.Pause("k-7", "main-ivr", AT, "kim", "lunch")),
            Map.entry("command.advance", new Command.Advance("k-8", "main-ivr", AT, "kim", "good enough")),
            Map.entry("command.promote", new Command.Promote("k-9", "main-ivr", AT, "kim", "all of it")),
            Map.entry(
                    "command.change-policy",
                    new Command.ChangePolicy("k-10", "main-ivr", AT, "kim", "narrower", POLICY)),
            Map.entry(
                    "command.lease", new Command.Lease("k-11", "main-ivr", AT, "ci", "deploy", Duration.ofMinutes(20))),
            Map.entry("command.release", new Command.Release("k-12", "main-ivr", AT, "ci", "deployed", 7)),
            Map.entry(
                    "answer",
                    new Answer(
                            "k-11",
                            "main-ivr",
                            "lease",
                            AT,
                            "ci",
                            "deploy",
                            "a rollout is active",
                            ROLLOUT,
                            new LeaseGrant(7, "ci", AT, AT.plusSeconds(1200)))),
            Map.entry("command.abort", new Command.Abort("k-2", "main-ivr", AT, "kim", "looks bad")),
            Map.entry("command.resume", new Command.Resume("k-3", "main-ivr", AT, "kim", "checked", true)),
            Map.entry(
                    "command.applied", new Command.Applied("k-4", "main-ivr", AT, "flow-canary", "read back", 2, 5, 7)),
            Map.entry(
                    "command.not-in-force",
                    new Command.NotInForce("k-13", "main-ivr", AT, "flow-canary", "tried", 2, 5, TROUBLE)),
            Map.entry(
                    "command.external-change",
                    new Command.ExternalChange("k-5", "main-ivr", AT, "unknown", "not ours", 2, "50", 8))));

    private Samples() {}
}
