package io.flowcanary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.local.centre.CentreSettings;
import io.flowcanary.local.centre.Scenario;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every scenario ends as it is named, by the policy that people are given as an example. */
class ScenariosIT {
    /** Few enough to play an hour in a second or two, enough to promote on the day it begins. */
    private static final double CALLS_PER_HOUR = 2_000;

    @ParameterizedTest
    @CsvSource({"ABANDONS, abandonRate", "TRANSFERS, transferRate", "ERRORS, errorRate", "HANGUPS, ivrHangupRate"})
    void aVersionThatHurtsCallersIsRolledBackForWhatItDoes(Scenario scenario, String metric) {
        Verdict last = course(scenario, 1, Duration.ofHours(8)).last();

        assertThat(last.verdict()).isEqualTo(Kind.ROLLBACK);
        assertThat(last.reason()).isEqualTo(Reason.GUARDRAIL);
        assertThat(last.share()).isZero();
        assertThat(last.guardrails())
                .filteredOn(one ->
                        one.gate() && one.evidence().lnHarm() >= one.evidence().lnHarmNeeded())
                .extracting(Verdict.Comparison::metric)
                .containsExactly(metric);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aHealthyVersionIsPromoted(int seed) {
        Course course = course(Scenario.HEALTHY, seed, Duration.ofHours(24));

        assertThat(course.last().verdict()).isEqualTo(Kind.PROMOTE);
        assertThat(course.alarms()).isEmpty();
    }

    @Test
    void whatWorsensBothVersionsAlikeRollsNothingBack() {
        Course course = course(Scenario.DRIFT, 1, Duration.ofHours(3));

        assertThat(course.verdicts()).extracting(Verdict::verdict).doesNotContain(Kind.ROLLBACK);
        assertThat(course.alarms()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aGateThatKeepsItsRandomNumberHoldsTheRollout(int seed) {
        Verdict last =
                course(Scenario.CACHED_GATE, seed, Duration.ofMinutes(30)).last();

        assertThat(last.verdict()).isEqualTo(Kind.HOLD);
        assertThat(last.reason()).isEqualTo(Reason.GATE_NOT_RANDOM);
        assertThat(last.state()).isEqualTo(RolloutState.BAKING);
        assertThat(last.share()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aGateThatSendsAnotherShareHoldsTheRollout(int seed) {
        Course course = course(Scenario.WRONG_SPLIT, seed, Duration.ofMinutes(30));

        assertThat(course.last().verdict()).isEqualTo(Kind.HOLD);
        assertThat(course.last().reason()).isEqualTo(Reason.SPLIT_MISMATCH);
        assertThat(course.alarms()).hasSize(1);
        assertThat(course.last().share()).isEqualTo(5);
    }

    private static Course course(Scenario scenario, long seed, Duration longest) {
        CentreSettings settings = CentreSettings.of(scenario).withSeed(seed).withCallsPerHour(CALLS_PER_HOUR);
        return Course.of(settings, CentrePolicy.example(), longest, line -> {});
    }
}
