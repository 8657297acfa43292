package io.flowcanary.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.flowcanary.policy.Policies;
import io.flowcanary.record.Fact;
import io.flowcanary.record.InvalidPolicyException;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdJudgeTest {
    private static final Instant W = Instant.parse("2026-01-15T10:00:00Z");
    private static final long MINUTE = W.getEpochSecond() / 60;
    private static final Instant LONG_AGO = W.minusSeconds(86_400);
    private static final Policy GUIDE = Policies.guide();

    @Test
    void oneCallBelowTheMinimumSampleIsUndecided() {
        Opinion opinion = opinion(GUIDE, counts(1000, 80, 250, 19, 19, 19));

        assertThat(opinion.fitness()).isEqualTo(Fitness.UNDECIDED);
        assertThat(opinion.reason()).isEqualTo(Verdict.Reason.MIN_CALLS);
        assertThat(opinion.explanation()).isEqualTo("19 of 20 canary calls have ended");
    }

    @ParameterizedTest
    @ValueSource(longs = {20, 21})
    void theMinimumSampleIsEnough(long ended) {
        assertThat(opinion(GUIDE, counts(1000, 80, 250, ended, 0, 0)).fitness()).isEqualTo(Fitness.FIT);
        assertThat(opinion(GUIDE, counts(1000, 80, 250, ended, ended, 0)).fitness())
                .isEqualTo(Fitness.HARMFUL);
    }

    @Test
    void noCallAtAllIsTooFew() {
        assertThat(opinion(GUIDE, new FixedCounts()).reason()).isEqualTo(Verdict.Reason.MIN_CALLS);
    }

    @Test
    void withoutAStableCallNothingIsCompared() {
        Opinion opinion = opinion(GUIDE, counts(0, 0, 0, 50, 50, 50));

        assertThat(opinion.fitness()).isEqualTo(Fitness.UNDECIDED);
        assertThat(opinion.reason()).isEqualTo(Verdict.Reason.NO_DATA);
        assertThat(opinion.guardrails()).allSatisfy(comparison -> {
            assertThat(comparison.difference()).isNull();
            assertThat(comparison.exceeded()).isFalse();
        });
    }

    @Test
    void saysInPlainWordsWhatIsWorse() {
        Opinion opinion = opinion(GUIDE, counts(1000, 80, 250, 50, 7, 12));

        assertThat(opinion.fitness()).isEqualTo(Fitness.HARMFUL);
        assertThat(opinion.reason()).isEqualTo(Verdict.Reason.GUARDRAIL);
        assertThat(opinion.explanation())
                .isEqualTo("abandon rate 14.0 % (7 of 50) against 8.0 % (80 of 1,000): 6.0 points worse, 2.0 accepted");
    }

    @Test
    void saysBothWhenBothAreWorse() {
        Opinion opinion = opinion(GUIDE, counts(1000, 80, 250, 50, 7, 20));

        assertThat(opinion.explanation())
                .isEqualTo("abandon rate 14.0 % (7 of 50) against 8.0 % (80 of 1,000): 6.0 points worse, 2.0 accepted;"
                        + " transfer rate 40.0 % (20 of 50) against 25.0 % (250 of 1,000):"
                        + " 15.0 points worse, 5.0 accepted");
    }

    @Test
    void exactlyTheMarginIsNotOverAndOneCallMoreIs() {
        assertThat(opinion(GUIDE, counts(1000, 80, 0, 1000, 100, 0)).fitness()).isEqualTo(Fitness.FIT);
        assertThat(opinion(GUIDE, counts(1000, 80, 0, 1000, 101, 0)).fitness()).isEqualTo(Fitness.HARMFUL);
        assertThat(opinion(GUIDE, counts(1000, 0, 250, 1000, 0, 300)).fitness()).isEqualTo(Fitness.FIT);
        assertThat(opinion(GUIDE, counts(1000, 0, 250, 1000, 0, 301)).fitness()).isEqualTo(Fitness.HARMFUL);
    }

    @Test
    void oneStableCallLessIsOverToo() {
        assertThat(opinion(GUIDE, counts(1000, 79, 0, 1000, 100, 0)).fitness()).isEqualTo(Fitness.HARMFUL);
    }

    @ParameterizedTest
    @CsvSource({"2.3, 103, FIT", "2.3, 104, HARMFUL", "0.1, 81, FIT", "0.1, 82, HARMFUL", "4.7, 127, FIT"})
    void aMarginIsTheDecimalNumberThatIsWritten(double margin, long abandoned, Fitness fitness) {
        Policy policy = Policies.guide("guardrails: [{metric: abandonRate, margin: " + margin + "}]");

        assertThat(opinion(policy, counts(1000, 80, 0, 1000, abandoned, 0)).fitness())
                .isEqualTo(fitness);
    }

    @Test
    void neitherOverflowsNorRoundsAtHugeCounts() {
        long calls = 1_000_000_000;

        assertThat(opinion(GUIDE, counts(calls, 80_000_000, 0, calls, 100_000_000, 0))
                        .fitness())
                .isEqualTo(Fitness.FIT);
        Opinion over = opinion(GUIDE, counts(calls, 80_000_000, 0, calls, 100_000_001, 0));
        assertThat(over.fitness()).isEqualTo(Fitness.HARMFUL);
        assertThat(over.explanation()).endsWith(": 2.0000001 points worse, 2.0 accepted");
        assertThat(opinion(GUIDE, counts(Long.MAX_VALUE, 0, 0, Long.MAX_VALUE, Long.MAX_VALUE, 0))
                        .fitness())
                .isEqualTo(Fitness.HARMFUL);
    }

    @Test
    void aBetterCanaryIsFit() {
        Opinion opinion = opinion(GUIDE, counts(1000, 500, 500, 50, 0, 0));

        assertThat(opinion.fitness()).isEqualTo(Fitness.FIT);
        assertThat(opinion.reason()).isEqualTo(Verdict.Reason.HEALTHY);
        assertThat(opinion.explanation())
                .isEqualTo("within the margins: abandon rate 0.0 % (0 of 50) against 50.0 % (500 of 1,000);"
                        + " transfer rate 0.0 % (0 of 50) against 50.0 % (500 of 1,000)");
    }

    @Test
    void theGuidesMarginsHoldWhereThePolicyHasNone() {
        Policy none = Policies.guide("guardrails: []");

        assertThat(opinion(none, counts(1000, 80, 250, 1000, 100, 300)).fitness())
                .isEqualTo(Fitness.FIT);
        assertThat(opinion(none, counts(1000, 80, 250, 1000, 101, 300)).fitness())
                .isEqualTo(Fitness.HARMFUL);
        assertThat(opinion(none, counts(1000, 80, 250, 1000, 100, 301)).fitness())
                .isEqualTo(Fitness.HARMFUL);
    }

    @Test
    void looksBackOneWindow() {
        FixedCounts counts = new FixedCounts()
                .ended("v1", MINUTE - 61, 1000, 0, 0)
                .ended("v2", MINUTE - 61, 1000, 1000, 0)
                .ended("v1", MINUTE - 60, 100, 8, 0)
                .ended("v2", MINUTE - 1, 20, 1, 0)
                .ended("v2", MINUTE, 1000, 1000, 0);

        assertThat(opinion(GUIDE, counts).guardrails().get(0))
                .isEqualTo(new Verdict.Comparison("abandonRate", true, 8, 100, 1, 20, -3.0, 2.0, false, null));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-15T09:30:00Z, 30",
        "2026-01-15T09:30:00.000000001Z, 29",
        "2026-01-15T09:30:59Z, 29",
        "2026-01-15T08:00:00Z, 60",
        "2026-01-15T09:59:30Z, 0",
        "2026-01-15T11:00:00Z, 0"
    })
    void countsNoMinuteThatBeganBeforeTheEvidence(Instant evidenceSince, long minutes) {
        Look look = Rollouts.look(GUIDE, W, evidenceSince, new FixedCounts());

        assertThat(look.toMinute()).isEqualTo(MINUTE);
        assertThat(look.fromMinute()).isEqualTo(MINUTE - minutes);
    }

    @Test
    void comparesOtherGuardrailsForShowOnly() {
        Policy policy = Policies.guide(
                "guardrails:",
                "  - {metric: longHandleRate, margin: 5}"
                        + "\n  - {metric: errorRate, margin: 1}"
                        + "\n  - {metric: ivrHangupRate, margin: 3}"
                        + "\n  - {metric: containmentRate, margin: 5}");
        FixedCounts counts = counts(1000, 80, 250, 100, 8, 25)
                .add("v1", MINUTE - 1, Fact.STARTED, 1000)
                .add("v2", MINUTE - 1, Fact.ERRORED, 50)
                .add("v2", MINUTE - 1, Fact.IVR_HANGUP, 50)
                .add("v1", MINUTE - 1, Fact.CONTAINED, 500)
                .add("v2", MINUTE - 1, Fact.CONTAINED, 45);

        Opinion opinion = opinion(policy, counts);

        assertThat(opinion.fitness()).isEqualTo(Fitness.FIT);
        assertThat(opinion.guardrails())
                .extracting(
                        Verdict.Comparison::metric,
                        Verdict.Comparison::stableBad,
                        Verdict.Comparison::stableCalls,
                        Verdict.Comparison::canaryBad,
                        Verdict.Comparison::canaryCalls,
                        Verdict.Comparison::difference,
                        Verdict.Comparison::exceeded)
                .containsExactly(
                        tuple("abandonRate", 80L, 1000L, 8L, 100L, 0.0, false),
                        tuple("transferRate", 250L, 1000L, 25L, 100L, 0.0, false),
                        tuple("errorRate", 0L, 2000L, 50L, 100L, 50.0, true),
                        tuple("ivrHangupRate", 0L, 1000L, 50L, 100L, 50.0, true),
                        tuple("containmentRate", 500L, 1000L, 55L, 100L, 5.0, false));
    }

    @Test
    void aGuardrailThatIsNoGateDecidesNothing() {
        Policy policy = Policies.guide("guardrails: [{metric: abandonRate, margin: 2, gate: false}]");

        Opinion opinion = opinion(policy, counts(1000, 80, 250, 50, 50, 12));

        assertThat(opinion.fitness()).isEqualTo(Fitness.FIT);
        assertThat(opinion.guardrails().get(0).exceeded()).isTrue();
    }

    @Test
    void numbersReadTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(opinion(GUIDE, counts(1000, 80, 250, 50, 7, 12)).explanation())
                    .contains("14.0 % (7 of 50) against 8.0 % (80 of 1,000)");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aPolicyNamesItsJudge() {
        assertThat(Judges.of(Policies.evidence("")).name()).isEqualTo("evidence");
        assertThat(Judges.of(GUIDE).name()).isEqualTo("threshold");
    }

    @Test
    void aPolicyThatLeavesNothingToDecideByIsRefused() {
        Policy policy = Policies.guide("guardrails: [{metric: abandonRate, margin: 2, gate: false},"
                + " {metric: transferRate, margin: 2, gate: false}]");

        assertThatThrownBy(() -> Judges.of(policy))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageContaining("expected one that decides");
    }

    private static Opinion opinion(Policy policy, Counts counts) {
        return Judges.of(policy).opinion(Rollouts.look(policy, W, LONG_AGO, counts));
    }

    private static FixedCounts counts(
            long stable, long stableAbandoned, long stableTransferred, long canary, long abandoned, long transferred) {
        return new FixedCounts()
                .ended("v1", MINUTE - 1, stable, stableAbandoned, stableTransferred)
                .ended("v2", MINUTE - 1, canary, abandoned, transferred);
    }
}
