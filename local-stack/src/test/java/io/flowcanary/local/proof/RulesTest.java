package io.flowcanary.local.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flowcanary.judge.evidence.Block;
import org.junit.jupiter.api.Test;

/** The rules that the judge is compared with, by hand. */
class RulesTest {
    private static final double MARGIN = 0.02;

    @Test
    void thePointRuleWaitsForTwentyCanaryCalls() {
        PointRule rule = new PointRule(MARGIN, 1);

        assertThat(rule.after(0, new Block(100, 5, 19, 19))).isFalse();
        assertThat(rule.after(1, new Block(100, 5, 1, 0))).isTrue();
    }

    @Test
    void thePointRuleAcceptsADifferenceOfExactlyTheMargin() {
        assertThat(new PointRule(0.25, 1).after(0, new Block(100, 25, 20, 10))).isFalse();
        assertThat(new PointRule(0.25, 1).after(0, new Block(100, 25, 20, 11))).isTrue();
    }

    @Test
    void thePointRuleForgetsWhatIsOlderThanAnHour() {
        PointRule rule = new PointRule(MARGIN, 1);
        rule.after(0, new Block(100, 0, 20, 20));

        assertThat(rule.after(59, new Block(100, 0, 20, 0))).isTrue();
        assertThat(rule.after(60, new Block(100, 0, 20, 0))).isFalse();
    }

    @Test
    void aPolledPointRuleLooksEveryFifteenMinutes() {
        PointRule rule = new PointRule(MARGIN, 15);
        Block bad = new Block(100, 0, 20, 20);

        assertThat(rule.after(0, bad)).isFalse();
        assertThat(rule.after(13, bad)).isFalse();
        assertThat(rule.after(14, bad)).isTrue();
        assertThat(rule.after(15, bad)).isFalse();
        assertThat(rule.after(31, bad)).isTrue();
    }

    @Test
    void theZStatisticPoolsBothRates() {
        // 10 % against 20 % of 100 calls each: 0.1 / sqrt(0.15 * 0.85 * 0.02)
        assertThat(PeekedTest.z(new Block(100, 10, 100, 20))).isCloseTo(1.980295, within(1e-6));
        assertThat(PeekedTest.z(new Block(100, 0, 100, 0))).isZero();
    }

    @Test
    void theZTestNeedsItsCriticalValueAndTheMargin() {
        Block calls = new Block(100, 10, 100, 20);

        assertThat(new PeekedTest(MARGIN, 0.05).after(0, calls)).isTrue();
        assertThat(new PeekedTest(MARGIN, 0.02).after(0, calls)).isFalse();
        assertThat(new PeekedTest(0.11, 0.05).after(0, calls)).isFalse();
    }

    @Test
    void theConfidenceSequencesLowerEndIsSpecified() {
        // by hand: n = 4,000, variance 0.09 / 0.5 + 0.16 / 0.5 = 0.5, rho^2 = (4.60517 + ln 4.60517 + 1) / 5,000 =
        // 0.00142647,
        // radius sqrt(0.5 * 2 * 6.70588 / (4,000^2 * 0.00142647) * ln(sqrt(6.70588) / 0.1)) = 0.0309208
        assertThat(ConfidenceSequence.low(new Block(2000, 200, 2000, 400), 0.05))
                .isCloseTo(0.1 - 0.0309208, within(1e-6));
    }

    @Test
    void theConfidenceSequenceIsWiderThanTheFixedIntervalOfItsLevel() {
        Block calls = new Block(2000, 200, 2000, 400);
        double fixed = 1.644854 * Math.sqrt(0.09 / 2000 + 0.16 / 2000);

        assertThat(ConfidenceSequence.low(calls, 0.05)).isLessThan(0.1 - fixed);
    }
}
