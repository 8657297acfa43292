package io.flowcanary.topology;

import static io.flowcanary.topology.Scene.instant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.flowcanary.record.Policy;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the judge reads, and when: from events to verdicts. A call that ends in its first minute is read two minutes later. */
class JudgingTest {
    private static final Policy GUIDE = Scene.guide(Call.CANARY, "steps: [5, 100]", "bake: 30m");

    private final Stream stream = new Stream();
    private final Scene scene = new Scene(stream);

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void nothingIsJudgedBeforeWPassesAWholeMinuteAfterTheStart() {
        scene.start(GUIDE, "09:00:30").until("09:00:59.999");
        assertThat(stream.verdicts()).isEmpty();

        scene.until("09:01:00");
        assertThat(stream.verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.judgedAt()).isEqualTo(instant("09:01:00"));
            assertThat(verdict.id()).isEqualTo("main-ivr/1/2026-01-15T09:01:00Z/look");
        });
    }

    @Test
    void everyWholeMinuteOfWIsJudgedOnceAndInOrderHoweverFarWJumps() {
        scene.start(GUIDE, "09:00:00").until("09:01:00").until("09:01:40").until("09:05:30");

        assertThat(stream.verdicts())
                .extracting(Verdict::judgedAt)
                .containsExactly(
                        instant("09:01:00"),
                        instant("09:02:00"),
                        instant("09:03:00"),
                        instant("09:04:00"),
                        instant("09:05:00"));
    }

    @Test
    void aJumpOverHoursIsJudgedInTurnsThatEndBeforeKafkasTransactionDoes() {
        scene.start(GUIDE, "09:00:00");
        stream.otherPartition(0, "12:00:00");
        assertThat(stream.verdicts()).hasSize(JudgeCanaries.LOOKS_AT_ONCE);

        stream.pass(JudgeCanaries.TURN);
        assertThat(stream.verdicts()).hasSize(JudgeCanaries.LOOKS_AT_ONCE);

        stream.flush();
        assertThat(stream.verdicts())
                .hasSize(180 - 2 * JudgeCanaries.LOOKS_AT_ONCE)
                .last()
                .extracting(Verdict::judgedAt)
                .isEqualTo(instant("12:00:00"));
    }

    @Test
    void verdictsAreTheSameWhetherWCreepsOrJumps() {
        scene.start(GUIDE, "09:00:00").applied(1, 5, "09:00:00");
        scene.calls("v1", "09:00", 100, 8).calls("v2", "09:01", 30, 2).until("09:40:00");
        List<Verdict> jumped = stream.verdicts();

        try (Stream other = new Stream()) {
            Scene creeping = new Scene(other);
            creeping.start(GUIDE, "09:00:00").applied(1, 5, "09:00:00");
            creeping.calls("v1", "09:00", 100, 8);
            other.flush();
            creeping.calls("v2", "09:01", 30, 2);
            for (int minute = 1; minute <= 40; minute++) {
                creeping.until("09:%02d:00".formatted(minute));
            }
            assertThat(other.verdicts()).isEqualTo(jumped).hasSize(33);
        }
    }

    @ParameterizedTest
    @CsvSource({"19, MIN_CALLS", "20, BAKING", "21, BAKING"})
    void decidesFromTwentyEndedCanaryCallsOn(int ended, Reason reason) {
        scene.start(GUIDE, "09:00:00").applied(1, 5, "09:00:00");
        scene.calls("v1", "09:00", 40, 0).calls("v2", "09:00", ended, 0).until("09:02:00");

        assertThat(lastVerdict()).satisfies(verdict -> {
            assertThat(verdict.reason()).isEqualTo(reason);
            assertThat(verdict.versions().get("v2").ended()).isEqualTo(ended);
        });
    }

    @ParameterizedTest
    @CsvSource({"19, HOLD, MIN_CALLS", "20, ROLLBACK, GUARDRAIL", "21, ROLLBACK, GUARDRAIL"})
    void rollsBackFromTwentyEndedCanaryCallsOn(int ended, Kind kind, Reason reason) {
        scene.start(GUIDE, "09:00:00");
        scene.calls("v1", "09:00", 40, 0).calls("v2", "09:00", ended, ended).until("09:02:00");

        assertThat(lastVerdict()).satisfies(verdict -> {
            assertThat(verdict.verdict()).isEqualTo(kind);
            assertThat(verdict.reason()).isEqualTo(reason);
        });
    }

    @ParameterizedTest
    @CsvSource({"5, HOLD", "6, ROLLBACK"})
    void twoPointsMoreAbandonsAreAcceptedAndOneMoreIsNot(int abandoned, Kind kind) {
        scene.start(GUIDE, "09:00:00").applied(1, 5, "09:00:00");
        scene.calls("v1", "09:00", 100, 8).calls("v2", "09:00", 50, abandoned).until("09:02:00");

        assertThat(lastVerdict().verdict()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"6, HOLD", "7, ROLLBACK"})
    void fivePointsMoreTransfersAreAcceptedAndOneMoreIsNot(int transferred, Kind kind) {
        scene.start(GUIDE, "09:00:00").applied(1, 5, "09:00:00");
        scene.handedOn("v1", "09:00", 40, 10)
                .handedOn("v2", "09:00", 20, transferred)
                .until("09:02:00");

        assertThat(lastVerdict().verdict()).isEqualTo(kind);
    }

    @Test
    void withoutAStableCallThereIsNothingToCompareWith() {
        scene.start(GUIDE, "09:00:00").applied(1, 5, "09:00:00");
        scene.calls("v2", "09:00", 30, 30).until("09:02:00");

        assertThat(lastVerdict()).satisfies(verdict -> {
            assertThat(verdict.verdict()).isEqualTo(Kind.HOLD);
            assertThat(verdict.reason()).isEqualTo(Reason.NO_DATA);
            assertThat(verdict.guardrails()).allMatch(guardrail -> guardrail.difference() == null);
            assertThat(verdict.versions().get("v1").started()).isZero();
        });
    }

    @Test
    void withoutACanaryCallThereIsNothingToJudge() {
        scene.start(GUIDE, "09:00:00").applied(1, 5, "09:00:00");
        scene.calls("v1", "09:00", 30, 30).until("09:02:00");

        assertThat(lastVerdict()).satisfies(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reason.MIN_CALLS);
            assertThat(verdict.guardrails()).allMatch(guardrail -> guardrail.difference() == null);
            assertThat(verdict.versions().get("v2").started()).isZero();
        });
    }

    @Test
    void withoutAnyCallAtAllItHolds() {
        scene.start(GUIDE, "09:00:00").applied(1, 5, "09:00:00").until("09:02:00");

        assertThat(lastVerdict().reason()).isEqualTo(Reason.MIN_CALLS);
    }

    @Test
    void aFactIsReadOnceItsCellIsCompleteByW() {
        scene.start(GUIDE, "09:00:00").applied(1, 5, "09:00:00");
        scene.calls("v1", "09:00", 40, 0);
        // Start minute 09:00, age 5: complete from W 09:07.
        scene.callsUntil("v2", "09:00", 20, "09:05:20").until("09:06:00");

        assertThat(stream.tally("v2", "09:00:00").ended()).isEqualTo(20);
        assertThat(lastVerdict()).satisfies(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reason.MIN_CALLS);
            assertThat(verdict.versions().get("v2").started()).isEqualTo(20);
            assertThat(verdict.versions().get("v2").ended()).isZero();
        });

        scene.until("09:07:00");
        assertThat(lastVerdict()).satisfies(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reason.BAKING);
            assertThat(verdict.versions().get("v2").ended()).isEqualTo(20);
        });
    }

    @Test
    void aFactThatComesLateChangesNoVerdict() {
        scene.start(GUIDE, "09:00:00").applied(1, 5, "09:00:00");
        scene.calls("v1", "09:00", 100, 8).calls("v2", "09:00", 49, 5);
        Call late = scene.call();
        stream.pipe(late.customerStart("09:00:10"), late.draws("v2", "09:00:11"), late.customerEnd("09:00:50"));
        scene.until("09:10:00");
        Verdict before = lastVerdict();

        stream.pipe(late.queueEnd("09:00:40", "ABANDON"));
        scene.until("09:11:00");

        assertThat(stream.tally("v2", "09:00:00").abandoned()).isEqualTo(6);
        assertThat(stream.tally("v2", "09:00:00").late()).containsEntry("abandoned", 1L);
        assertThat(lastVerdict()).satisfies(verdict -> {
            assertThat(verdict.verdict()).isEqualTo(Kind.HOLD);
            assertThat(verdict.versions().get("v2").late()).isEqualTo(1);
            assertThat(verdict.versions())
                    .usingRecursiveComparison()
                    .ignoringFieldsMatchingRegexes(".*late")
                    .isEqualTo(before.versions());
            assertThat(verdict.guardrails()).isEqualTo(before.guardrails());
        });
    }

    @Test
    void aPartitionThatLagsDelaysTheVerdictsAndMakesNothingLate() {
        try (Stream two = new Stream(2)) {
            Scene lagging = new Scene(two);
            lagging.start(GUIDE, "09:00:00").applied(1, 5, "09:00:00");
            lagging.calls("v1", "09:00", 40, 0).calls("v2", "09:00", 20, 0).until("09:10:00");
            assertThat(two.verdicts()).isEmpty();

            two.otherPartition(1, "09:01:00");
            assertThat(two.verdicts()).extracting(Verdict::judgedAt).containsExactly(instant("09:01:00"));

            two.otherPartition(1, "09:03:00");
            assertThat(two.verdicts())
                    .extracting(Verdict::judgedAt, Verdict::reason)
                    .containsExactly(
                            tuple(instant("09:02:00"), Reason.BAKING), tuple(instant("09:03:00"), Reason.BAKING));
            assertThat(two.tally("v1", "09:00:00").late()).isEmpty();
            assertThat(two.tally("v2", "09:00:00").late()).isEmpty();
        }
    }

    @Test
    void heartbeatsAloneLetAQuietCanaryEnd() {
        scene.start(GUIDE, "09:00:00").applied(1, 5, "09:00:00");
        scene.calls("v1", "09:00", 40, 0).calls("v2", "09:00", 20, 0);
        for (int minute = 1; minute <= 31; minute++) {
            scene.until("09:%02d:00".formatted(minute));
        }
        assertThat(stream.verdicts()).allMatch(verdict -> verdict.verdict() == Kind.HOLD);

        scene.until("09:32:00");

        assertThat(lastVerdict().verdict()).isEqualTo(Kind.PROMOTE);
        assertThat(stream.rollouts()).last().satisfies(rollout -> {
            assertThat(rollout.state()).isEqualTo(RolloutState.PROMOTED);
            assertThat(rollout.share()).isEqualTo(100);
            assertThat(rollout.epoch()).isEqualTo(2);
        });
        scene.until("09:40:00");
        assertThat(stream.verdicts()).isEmpty();
    }

    @Test
    void callsOfTheFallbackOfTwoVersionsAndOfAStrangeOneAreNoEvidence() {
        scene.start(GUIDE, "09:00:00").applied(1, 5, "09:00:00");
        scene.calls("v1", "09:00", 40, 0).calls("fallback", "09:00", 30, 30).calls("v7", "09:00", 30, 30);
        for (int i = 0; i < 30; i++) {
            Call mixed = scene.call();
            stream.pipe(mixed.draws("v1", "09:00:11"), mixed.draws("v2", "09:00:12"));
            stream.pipe(mixed.queueEnd("09:00:40", "ABANDON"), mixed.customerEnd("09:00:50"));
        }
        scene.until("09:02:00");

        assertThat(lastVerdict()).satisfies(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reason.MIN_CALLS);
            assertThat(ended(verdict)).isEqualTo(Map.of("v1", 40L, "v2", 0L, "fallback", 30L, "v7", 30L, "mixed", 30L));
        });
    }

    @Test
    void callsThatStartedBeforeTheRolloutAreNoEvidence() {
        scene.calls("v1", "09:00", 40, 0).calls("v2", "09:00", 40, 40);
        scene.start(GUIDE, "09:01:00").until("09:04:00");

        assertThat(stream.verdicts())
                .allSatisfy(verdict -> assertThat(verdict.reason()).isEqualTo(Reason.MIN_CALLS));
    }

    private Verdict lastVerdict() {
        List<Verdict> verdicts = stream.verdicts();
        assertThat(verdicts).isNotEmpty();
        return verdicts.get(verdicts.size() - 1);
    }

    private static Map<String, Long> ended(Verdict verdict) {
        return verdict.versions().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().ended()));
    }
}
