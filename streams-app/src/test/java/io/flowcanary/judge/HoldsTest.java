package io.flowcanary.judge;

import static io.flowcanary.judge.Watch.FIRST;
import static io.flowcanary.judge.Watch.NINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.policy.Policies;
import io.flowcanary.record.Fact;
import io.flowcanary.record.Verdict.Comparison;
import io.flowcanary.record.Verdict.Reason;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What stands in the way of more calls, reason by reason. */
class HoldsTest {
    private static final String[] ONE_STEP = {
        "steps: [5, 100]", "guardrails: [{metric: abandonRate, margin: 2.0, maturity: 5m}]"
    };
    private static final String[] TWO_STEPS = {
        "steps: [5, 25, 100]", "guardrails: [{metric: abandonRate, margin: 2.0, maturity: 5m}]"
    };

    @Test
    void withoutCallsOfBothVersionsThereIsNoData() {
        Watch watch = new Watch(Policies.evidence(TWO_STEPS)).calls(0, 60, Fact.ABANDONED, 100, 8, 0, 0);

        assertThat(watch.until(40).reasons()).startsWith(Reason.NO_DATA);
    }

    @Test
    void aStepBakesFromWhenItsShareIsInForce() {
        Watch watch = new Watch(Policies.evidence(TWO_STEPS)).calls(0, 60, Fact.ABANDONED, 100, 8, 5, 0);

        assertThat(watch.until(29).reasons()).containsExactly(Reason.BAKING);
        assertThat(watch.opinion.explanation()).startsWith("29 of 30 minutes at 5 %; abandon rate");
        assertThat(watch.until(30).fitness()).isEqualTo(Fitness.FIT);
        assertThat(watch.opinion.reasons()).containsExactly(Reason.HEALTHY);
    }

    @Test
    void aShareThatIsNotInForceBakesNothing() {
        Watch watch = new Watch(Policies.evidence(TWO_STEPS)).calls(0, 60, Fact.ABANDONED, 100, 8, 5, 0);
        watch.confirmedAt(null);

        assertThat(watch.until(45).reasons()).containsExactly(Reason.BAKING);
        assertThat(watch.opinion.explanation()).isEqualTo("waiting for the share of 5 % to be in force");
    }

    @Test
    void aStepNeedsCanaryCallsOfItsOwn() {
        Watch watch = new Watch(Policies.evidence(TWO_STEPS))
                .calls(0, 30, Fact.ABANDONED, 100, 8, 5, 0)
                .calls(30, 90, Fact.ABANDONED, 100, 8, 0, 0)
                .calls(90, 120, Fact.ABANDONED, 100, 8, 5, 0);
        watch.until(30);
        watch.confirmedAt(NINE.plusSeconds(30 * 60));

        assertThat(watch.until(90).reasons()).containsExactly(Reason.MIN_CALLS);
        assertThat(watch.opinion.explanation()).isEqualTo("0 of 20 canary calls at this share");
        assertThat(watch.until(98).reasons()).containsExactly(Reason.MIN_CALLS);
        assertThat(watch.until(99).fitness()).isEqualTo(Fitness.FIT);
    }

    @Test
    void theLastStepAsksForEvidenceAndSaysHowMuchIsMissing() {
        Watch watch = new Watch(Policies.evidence(ONE_STEP)).calls(0, 2000, Fact.ABANDONED, 95, 8, 5, 0);
        for (int minute = 0; minute < 2000; minute += 5) {
            watch.calls(minute, minute + 1, Fact.ABANDONED, 0, 0, 0, 2);
        }

        assertThat(watch.until(45).reasons()).containsExactly(Reason.INSUFFICIENT_EVIDENCE);
        assertThat(watch.opinion.explanation())
                .matches("abandon rate 8\\.0 % \\(16 of 200\\) against 8\\.4 % \\(320 of 3,800\\):"
                        + " about [0-9,]+ more canary calls, some [0-9.]+ hours at this rate, would tell");
        assertThat(watch.until(1000).fitness()).isEqualTo(Fitness.FIT);
    }

    @Test
    void theLastStepPromotesByTheBakeWhereThePolicySaysSo() {
        String[] bake = {ONE_STEP[0], ONE_STEP[1], "promote: bake"};
        Watch watch = new Watch(Policies.evidence(bake)).calls(0, 60, Fact.ABANDONED, 95, 8, 5, 0);

        assertThat(watch.until(30).fitness()).isEqualTo(Fitness.FIT);
    }

    @Test
    void aQuarterOfTheEvidenceThatWouldRollBackIsEnoughToBeCautious() {
        assertCautiousFrom(Math.log(20 / 4.0), Double.POSITIVE_INFINITY);
    }

    @Test
    void evidenceOfTwoToOneIsEnoughWhileMoreThanTheMarginIsObserved() {
        assertCautiousFrom(Math.log(2), 2.0);
    }

    /** One canary call in ten is bad more than in stable, looked at from the bake to the rollback. */
    private static void assertCautiousFrom(double lnHarm, double leastPoints) {
        Watch watch = new Watch(Policies.evidence(TWO_STEPS)).calls(0, 90, Fact.ABANDONED, 95, 5, 5, 0);
        for (int minute = 0; minute < 90; minute += 2) {
            watch.calls(minute, minute + 1, Fact.ABANDONED, 0, 0, 0, 1);
        }
        boolean cautious = false;
        for (int minute = 31; minute < 90 && watch.until(minute).fitness() != Fitness.HARMFUL; minute++) {
            Comparison compared = watch.opinion.guardrails().get(0);
            if (compared.evidence().lnHarm() >= lnHarm
                    && (leastPoints == Double.POSITIVE_INFINITY || compared.difference() > leastPoints)) {
                cautious = true;
                assertThat(watch.opinion.reasons()).contains(Reason.CAUTION);
            }
        }

        assertThat(cautious).isTrue();
    }

    @Test
    void aCanaryObservedFarWorseIsHeldWithCautionAndSaysWhatItWaitsFor() {
        Watch watch = new Watch(Policies.evidence(TWO_STEPS)).calls(-60, 60, Fact.ABANDONED, 24, 2, 0, 0);
        for (int minute = 0; minute < 60; minute++) {
            watch.calls(minute, minute + 1, Fact.ABANDONED, 0, 0, 1, minute % 8 == 0 ? 1 : 0);
        }

        assertThat(watch.until(35).reasons()).containsExactly(Reason.CAUTION);
        assertThat(watch.opinion.explanation())
                .matches(
                        "abandon rate 13\\.3 % \\(4 of 30\\) against 8\\.3 % \\(60 of 720\\); evidence of harm 0\\.[0-9] to 1:"
                                + " at 20 to 1 it goes back; the share rises when 6\\.0 points or more are ruled out at 2\\.5 to 1,"
                                + " now [0-9.]+ to 1");
    }

    @Test
    void aHealthyCanaryWaitsUntilItsCallsRuleOutALargeHarm() {
        Watch watch = new Watch(Policies.evidence(TWO_STEPS)).calls(-60, 120, Fact.ABANDONED, 24, 2, 0, 0);
        for (int minute = 0; minute < 120; minute++) {
            watch.calls(minute, minute + 1, Fact.ABANDONED, 0, 0, 1, minute % 12 == 11 ? 1 : 0);
        }

        assertThat(watch.until(33).reasons()).containsExactly(Reason.INSUFFICIENT_EVIDENCE);
        assertThat(watch.opinion.explanation())
                .matches("abandon rate .*: about [0-9]+ more canary calls, some [0-9]+ minutes at this rate,"
                        + " would rule out 6\\.0 points or more worse");
        assertThat(watch.until(119).fitness()).isEqualTo(Fitness.FIT);
    }

    @Test
    void aLastStepThatIsItselfWorseThanTheMarginHoldsWhateverCameBefore() {
        Watch watch = new Watch(Policies.evidence(ONE_STEP))
                .calls(0, 600, Fact.ABANDONED, 100, 8, 100, 5)
                .calls(600, 640, Fact.ABANDONED, 100, 7, 30, 3);
        watch.until(600);
        assertThat(watch.opinion.fitness()).isEqualTo(Fitness.FIT);

        watch.confirmedAt(NINE.plusSeconds(600 * 60));

        assertThat(watch.until(640).reasons()).containsExactly(Reason.CAUTION);
        assertThat(watch.opinion.explanation()).contains("at this step abandon rate 10.0 %");
    }

    @Test
    void moreThanOneInAHundredLateOfTheLastHoursCallsHolds() {
        Watch watch = fit();
        watch.counts.late("v1", FIRST + 58, 60).late("v2", FIRST + 58, 3);
        assertThat(watch.until(58).fitness()).isEqualTo(Fitness.FIT);

        watch.counts.late("v1", FIRST + 58, 1);

        assertThat(watch.until(60).reasons()).containsExactly(Reason.LATE_DATA);
        assertThat(watch.opinion.explanation()).startsWith("64 events of the last hour's 6,300 calls");
    }

    @Test
    void moreLateEventsOfOneVersionThanOfTheOtherHold() {
        Watch watch = fit();
        watch.counts.late("v2", FIRST + 58, 25);

        assertThat(watch.until(60).reasons()).containsExactly(Reason.LATE_DATA);
        assertThat(watch.opinion.explanation()).contains("the versions are not affected alike");
    }

    @Test
    void tooFewCallsSayNothingOfLateness() {
        Watch watch = new Watch(Policies.evidence(TWO_STEPS)).calls(0, 60, Fact.ABANDONED, 2, 0, 1, 0);
        watch.counts.late("v1", FIRST + 58, 60);

        assertThat(watch.until(60).reasons()).doesNotContain(Reason.LATE_DATA);
    }

    @Test
    void moreThanOneInTwentyWithoutAVersionHold() {
        Watch watch = fit();
        IntStream.range(-60, 60).forEach(minute -> watch.counts.all(FIRST + minute, 113));

        assertThat(watch.until(60).reasons()).containsExactly(Reason.UNVERSIONED);
        assertThat(watch.opinion.explanation()).contains("7.1 % of the calls carry no version");
    }

    @Test
    void moreThanTwiceTheShareWithoutAVersionThatThereWasBeforeHold() {
        Watch watch = new Watch(Policies.evidence(TWO_STEPS)).calls(-60, 60, Fact.ABANDONED, 1000, 80, 50, 4);
        IntStream.range(-60, 0).forEach(minute -> watch.counts.all(FIRST + minute, 1053));
        IntStream.range(0, 60).forEach(minute -> watch.counts.all(FIRST + minute, 1070));

        assertThat(watch.until(60).reasons()).containsExactly(Reason.UNVERSIONED);
        assertThat(watch.opinion.explanation()).contains("0.3 % before the canary");
    }

    @Test
    void aRateThatMovesForBothVersionsHoldsNothing() {
        Watch watch = new Watch(Policies.evidence(TWO_STEPS))
                .calls(-60, 0, Fact.ABANDONED, 100, 8, 0, 0)
                .calls(0, 60, Fact.ABANDONED, 100, 20, 5, 1);

        assertThat(watch.until(60).fitness()).isEqualTo(Fitness.FIT);
    }

    @Test
    void stableThatGetsWorseWithALargerShareHolds() {
        Watch watch = new Watch(Policies.evidence("steps: [5, 25, 50, 100]", TWO_STEPS[1]))
                .calls(-60, 30, Fact.ABANDONED, 100, 8, 5, 0)
                .calls(30, 90, Fact.ABANDONED, 100, 20, 25, 5);
        watch.until(30);
        watch.atStep(1, NINE.plusSeconds(30 * 60));

        assertThat(watch.until(70).reasons()).containsExactly(Reason.BASELINE_SHIFT);
        assertThat(watch.opinion.explanation()).startsWith("stable's own abandon rate went from 8.0 % to 20.0 % with");
    }

    @Test
    void aGateThatSendsAnotherShareHolds() {
        Watch watch = fit();
        SplittableRandom random = new SplittableRandom(1);
        draws(watch, call -> random.nextDouble() < 0.25);

        assertThat(watch.until(60).reasons()).containsExactly(Reason.SPLIT_MISMATCH);
    }

    @Test
    void aGateThatTakesEveryTwentiethCallHolds() {
        Watch watch = fit();
        draws(watch, call -> call % 20 == 19);

        assertThat(watch.until(60).reasons()).containsExactly(Reason.GATE_NOT_RANDOM);
    }

    @Test
    void theGateIsJudgedByTheDrawsSinceItsShareCameIntoForce() {
        Watch watch = fit();
        draws(watch, call -> call % 20 == 19);
        watch.until(59);

        watch.confirmedAt(NINE.plusSeconds(59 * 60));

        assertThat(watch.until(60).reasons()).doesNotContain(Reason.GATE_NOT_RANDOM);
        assertThat(watch.evidence.gate().check().stableCalls()).isZero();
    }

    @Test
    void nothingIsSaidOfTheGateInADryRun() {
        Watch watch = new Watch(Policies.evidence(TWO_STEPS[0], TWO_STEPS[1], "dryRun: true"))
                .calls(0, 60, Fact.ABANDONED, 100, 8, 5, 0);
        draws(watch, call -> call % 20 == 19);

        assertThat(watch.until(60).fitness()).isEqualTo(Fitness.FIT);
    }

    @Test
    void aHoldNeverKeepsACanaryThatHarms() {
        Watch watch = new Watch(Policies.evidence(TWO_STEPS)).calls(0, 60, Fact.ABANDONED, 100, 8, 50, 50);
        draws(watch, call -> call % 20 == 19);
        watch.counts.late("v1", FIRST + 8, 500);
        watch.confirmedAt(null);

        assertThat(watch.harmfulAt(60)).isBetween(6L, 10L);
    }

    /** Healthy and past its bake at the sixtieth minute, unless something else stands in the way. */
    private static Watch fit() {
        return new Watch(Policies.evidence(TWO_STEPS)).calls(-60, 60, Fact.ABANDONED, 100, 8, 5, 0);
    }

    private interface Branch {
        boolean toCanary(int call);
    }

    /** Twenty draws in each of sixty minutes. */
    private static void draws(Watch watch, Branch branch) {
        int call = 0;
        for (int minute = 0; minute < 60; minute++) {
            IntStream.Builder stable = IntStream.builder();
            IntStream.Builder canary = IntStream.builder();
            for (int i = 0; i < 20; i++) {
                (branch.toCanary(call++) ? canary : stable).add(i * 3000 + 7);
            }
            watch.counts.drawn("v1", FIRST + minute, stable.build().toArray());
            watch.counts.drawn("v2", FIRST + minute, canary.build().toArray());
        }
    }
}
