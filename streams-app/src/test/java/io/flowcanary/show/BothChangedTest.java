package io.flowcanary.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Comparison;
import io.flowcanary.record.Verdict.Evidence;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BothChangedTest {
    @Test
    void aRateOfStableThatMovedByMoreThanTwoMarginsIsTold() {
        assertThat(BothChanged.lines(verdict(300, 8.0)))
                .singleElement()
                .asString()
                .startsWith("abandon rate of stable was 8.0 % before the canary and is 15.0 % since");
    }

    @Test
    void aRateThatMovedLessIsNotWorthALine() {
        assertThat(BothChanged.lines(verdict(240, 8.0))).isEmpty();
        assertThat(BothChanged.lines(verdict(300, null))).isEmpty();
        assertThat(BothChanged.lines(null)).isEmpty();
    }

    private static Verdict verdict(long stableBad, Double before) {
        Evidence evidence = new Evidence(5, 0, 0, 4.4, 0, 3, -1, 1, 0.1, before, null);
        Comparison compared = new Comparison("abandonRate", true, stableBad, 2000, 15, 100, 0.0, 2.0, false, evidence);
        return new Verdict(
                "id",
                "main-ivr",
                Kind.HOLD,
                Reason.BAKING,
                List.of(Reason.BAKING),
                "why",
                "evidence",
                RolloutState.BAKING,
                null,
                0,
                5,
                5,
                false,
                Instant.EPOCH,
                "abc",
                null,
                List.of(compared),
                null,
                null,
                null);
    }
}
