package io.flowcanary.judge;

import static io.flowcanary.judge.Watch.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.policy.Policies;
import io.flowcanary.record.Fact;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy.Metric;
import io.flowcanary.record.Verdict.Comparison;
import io.flowcanary.record.Verdict.Reason;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvidenceJudgeTest {
    private static final String ERRORS_ONLY = "guardrails: [{metric: errorRate, margin: 1.0, maturity: 2m}]";
    private static final String ABANDONS_ONLY = "guardrails: [{metric: abandonRate, margin: 2.0, maturity: 5m}]";

    @Test
    void aCanaryThatErrorsOnEveryCallGoesBackWithinItsFirstSixMatureCalls() {
        Watch watch = new Watch(Policies.evidence());
        for (int minute = 0; minute < 60; minute++) {
            watch.calls(minute, minute + 1, Fact.ERRORED, 20, minute % 10 == 0 ? 1 : 0, 1, 1);
        }

        watch.harmfulAt(60);

        assertThat(watch.opinion.reasons()).containsExactly(Reason.GUARDRAIL);
        assertThat(watch.guardrail(Metric.ERROR_RATE).canaryCalls()).isBetween(1L, 6L);
        assertThat(watch.opinion.explanation())
                .contains("error rate 100.0 %", "points worse since the harm began, 1.0 accepted");
    }

    @Test
    void aCallIsJudgedOnlyWhenItsMinuteIsMature() {
        Watch watch = new Watch(Policies.evidence(ERRORS_ONLY)).calls(0, 1, Fact.ERRORED, 50, 0, 50, 50);

        assertThat(watch.until(2).fitness()).isEqualTo(Fitness.UNDECIDED);
        assertThat(watch.guardrail(Metric.ERROR_RATE).canaryCalls()).isZero();
        assertThat(watch.guardrail(Metric.ERROR_RATE).evidence().openCalls()).isEqualTo(50);
        assertThat(watch.until(3).fitness()).isEqualTo(Fitness.HARMFUL);
        assertThat(watch.guardrail(Metric.ERROR_RATE).evidence().openCalls()).isZero();
    }

    @Test
    void theMinuteInWhichTheEvidenceBeganIsNoEvidence() {
        Watch watch = new Watch(Policies.evidence(ERRORS_ONLY));
        watch.rollout = Rollouts.begun(watch.rollout.policy(), Watch.NINE.plusSeconds(1));
        watch.calls(0, 1, Fact.ERRORED, 50, 0, 50, 50);

        assertThat(watch.until(10).reason()).isEqualTo(Reason.NO_DATA);
    }

    @Test
    void aGateThatSendsAnotherShareThanIsSetHolds() {
        Watch watch = new Watch(Policies.evidence());
        for (long minute = 0; minute < 10; minute++) {
            watch.counts
                    .drawn("v1", FIRST + minute, random(minute, 60))
                    .drawn("v2", FIRST + minute, random(-minute, 20));
        }

        watch.until(10);

        assertThat(watch.opinion.reason()).isEqualTo(Reason.SPLIT_MISMATCH);
        assertThat(watch.opinion.explanation())
                .contains("160 of 640 calls (25.0 %) went to the canary where 5 % is set");
    }

    @Test
    void aGateThatKeepsItsRandomNumberHolds() {
        Watch watch = new Watch(Policies.evidence());
        for (long minute = 0; minute < 60; minute++) {
            int[] run = IntStream.range(0, 20).map(call -> 1000 * call).toArray();
            watch.counts.drawn(minute % 20 == 2 ? "v2" : "v1", FIRST + minute, run);
        }

        watch.until(60);

        assertThat(watch.opinion.reason()).isEqualTo(Reason.GATE_NOT_RANDOM);
        assertThat(watch.opinion.explanation()).startsWith("the branch can be predicted from the previous call");
    }

    private static int[] random(long seed, int draws) {
        return new Random(seed).ints(draws, 0, 60_000).sorted().toArray();
    }

    @Test
    void aDifferenceWithinTheMarginIsNoHarmHoweverSureItIs() {
        Watch watch = new Watch(Policies.evidence(ABANDONS_ONLY)).calls(0, 600, Fact.ABANDONED, 1000, 80, 1000, 95);

        assertThat(watch.harmfulAt(600)).isEqualTo(-1);
        Comparison abandons = watch.guardrail(Metric.ABANDON_RATE);
        assertThat(abandons.evidence().lnHarm())
                .isGreaterThan(abandons.evidence().lnHarmNeeded());
        assertThat(abandons.evidence().low()).isBetween(0.0, 1.5);
        assertThat(abandons.evidence().high()).isBetween(1.5, 2.0);
    }

    @Test
    void harmThatBeginsAfterAHealthyDayIsFoundByTheCallsSinceThen() {
        Watch watch = new Watch(Policies.evidence(ERRORS_ONLY))
                .calls(0, 1440, Fact.ERRORED, 10, 0, 10, 0)
                .calls(1440, 1500, Fact.ERRORED, 10, 0, 10, 3);

        assertThat(watch.harmfulAt(1500)).isBetween(1443L, 1453L);
    }

    @Test
    void fewerContainedCallsAreHarm() {
        String contained = "guardrails: [{metric: containmentRate, margin: 5.0, maturity: 10m}]";
        Watch worse = new Watch(Policies.evidence(contained)).calls(0, 60, Fact.CONTAINED, 20, 8, 20, 2);
        Watch better = new Watch(Policies.evidence(contained)).calls(0, 60, Fact.CONTAINED, 20, 8, 20, 14);

        assertThat(worse.harmfulAt(60)).isPositive();
        assertThat(worse.guardrail(Metric.CONTAINMENT_RATE).difference()).isPositive();
        assertThat(better.harmfulAt(60)).isEqualTo(-1);
    }

    @Test
    void moreCallsHandledForLongAreHarm() {
        Watch watch = new Watch(Policies.evidence(
                        "guardrails: [{metric: longHandleRate, longerThan: 15m, margin: 5.0, maturity: 45m}]"))
                .calls(0, 60, Fact.HANDLED, 20, 20, 20, 20);
        for (long minute = 0; minute < 60; minute++) {
            watch.counts.longHandled("v1", FIRST + minute, 1).longHandled("v2", FIRST + minute, 8);
        }

        assertThat(watch.harmfulAt(45)).isEqualTo(-1);
        assertThat(watch.harmfulAt(90)).isPositive();
    }

    @Test
    void aGuardrailThatOnlyShowsDecidesNothing() {
        Watch watch = new Watch(Policies.evidence(
                        "guardrails:",
                        "  - {metric: errorRate, margin: 1.0, maturity: 2m, gate: false}",
                        "  - {metric: abandonRate, margin: 2.0, maturity: 5m}"))
                .calls(0, 60, Fact.ERRORED, 20, 0, 20, 20);

        assertThat(watch.harmfulAt(60)).isEqualTo(-1);
        assertThat(watch.guardrail(Metric.ERROR_RATE).gate()).isFalse();
        assertThat(watch.guardrail(Metric.ERROR_RATE).exceeded()).isTrue();
    }

    @Test
    void stableCallsFromBeforeTheCanarySharpenTheFirstEstimate() {
        Watch known = new Watch(Policies.evidence(ERRORS_ONLY)).calls(-60, 0, Fact.ERRORED, 100, 0, 0, 0);
        Watch unknown = new Watch(Policies.evidence(ERRORS_ONLY));

        for (Watch each : new Watch[] {known, unknown}) {
            each.calls(0, 1, Fact.ERRORED, 20, 0, 2, 2).until(3);
        }

        assertThat(known.guardrail(Metric.ERROR_RATE).evidence().lnHarm())
                .isGreaterThan(unknown.guardrail(Metric.ERROR_RATE).evidence().lnHarm() + 1);
        assertThat(known.guardrail(Metric.ERROR_RATE).evidence().stableBefore()).isZero();
        assertThat(known.guardrail(Metric.ERROR_RATE).stableCalls()).isEqualTo(20);
    }

    @Test
    void canaryCallsFromBeforeTheEvidenceAreNone() {
        Watch watch = new Watch(Policies.evidence(ERRORS_ONLY)).calls(-60, 0, Fact.ERRORED, 10, 0, 10, 10);

        assertThat(watch.until(10).reason()).isEqualTo(Reason.NO_DATA);
    }

    @Test
    void aMinuteWithoutCanaryCallsJoinsTheNextThatHasSome() {
        Watch watch = new Watch(Policies.evidence(ERRORS_ONLY))
                .calls(0, 5, Fact.ERRORED, 10, 1, 0, 0)
                .calls(5, 6, Fact.ERRORED, 10, 1, 3, 0);

        watch.until(7);
        assertThat(watch.evidence.guardrails().get(Metric.ERROR_RATE).open().stableCalls())
                .isEqualTo(50);
        watch.until(8);
        assertThat(watch.evidence
                        .guardrails()
                        .get(Metric.ERROR_RATE)
                        .evidence()
                        .harm()
                        .blocks())
                .isEqualTo(1);
        assertThat(watch.guardrail(Metric.ERROR_RATE).stableCalls()).isEqualTo(60);
    }

    @Test
    void anotherPolicyReadsTheSameCallsAnew() {
        Watch watch = new Watch(Policies.evidence(ERRORS_ONLY)).calls(0, 30, Fact.ERRORED, 20, 0, 2, 0);
        watch.until(30);

        watch.rollout = Rollouts.begun(Policies.evidence(ERRORS_ONLY, "alpha: 0.01"), Watch.NINE);
        watch.until(31);

        assertThat(watch.guardrail(Metric.ERROR_RATE).canaryCalls()).isEqualTo(58);
        assertThat(watch.guardrail(Metric.ERROR_RATE).evidence().lnHarmNeeded()).isEqualTo(-Math.log(0.01));
    }

    @Test
    void whatDecidesAboutAGuardrailFitsInHundredsOfBytesAndNeverGrows() {
        Watch watch = new Watch(Policies.evidence(ERRORS_ONLY)).calls(0, 3000, Fact.ERRORED, 20, 1, 5, 0);
        watch.until(100);
        int early = bytes(watch);
        watch.until(3000);

        assertThat(bytes(watch)).isLessThan(early + 50).isLessThan(800);
    }

    private static int bytes(Watch watch) {
        GuardrailReading reading = watch.evidence.guardrails().get(Metric.ERROR_RATE);
        return Messages.json().writeValueAsBytes(reading.evidence()).length;
    }

    @Test
    void readingOnFromWhatWasStoredIsReadingOnFromMemory() {
        Watch memory = new Watch(Policies.evidence()).calls(0, 60, Fact.ABANDONED, 95, 8, 5, 1);
        Watch stored = new Watch(Policies.evidence()).calls(0, 60, Fact.ABANDONED, 95, 8, 5, 1);

        for (int minute = 1; minute <= 60; minute++) {
            memory.until(minute);
            stored.until(minute);
            stored.evidence =
                    Messages.json().readValue(Messages.json().writeValueAsBytes(stored.evidence), Evidence.class);
        }

        assertThat(stored.opinion.explanation()).isEqualTo(memory.opinion.explanation());
        assertThat(stored.opinion.guardrails()).isEqualTo(memory.opinion.guardrails());
    }
}
