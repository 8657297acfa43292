package io.flowcanary.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flowcanary.judge.evidence.Block;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorseProbabilityTest {
    private static final int FINE = 100_000;

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, 0, 0.02",
        "1, 1, 1, 0, 0.02",
        "20, 0, 1, 1, 0.02",
        "357, 57, 20, 5, 0.02",
        "950, 76, 50, 7, 0.02",
        "5000, 25, 5000, 40, 0.01",
        "50, 4, 950, 80, 0.05",
        "100000, 8000, 300, 30, 0.02",
        "100000, 0, 100, 1, 0.01",
        "10, 10, 1000, 990, 0.5"
    })
    void isTrueToAThousandth(long stableCalls, long stableBad, long canaryCalls, long canaryBad, double margin) {
        Block calls = new Block(stableCalls, stableBad, canaryCalls, canaryBad);

        assertThat(WorseProbability.of(calls, margin)).isCloseTo(fine(calls, margin), within(0.001));
    }

    @Test
    void isUnknownWithoutACallOfBothVersions() {
        assertThat(WorseProbability.of(new Block(10, 1, 0, 0), 0.02)).isNull();
        assertThat(WorseProbability.of(new Block(0, 0, 10, 1), 0.02)).isNull();
    }

    /** The sum of many thin slices of equal weight, each at its middle. */
    private static double fine(Block calls, double margin) {
        var stable = BetaDistribution.of(calls.stableBad() + 1.0, calls.stableCalls() - calls.stableBad() + 1.0);
        var canary = BetaDistribution.of(calls.canaryBad() + 1.0, calls.canaryCalls() - calls.canaryBad() + 1.0);
        double worse = 0;
        for (int i = 0; i < FINE; i++) {
            double rate = (i + 0.5) / FINE;
            double slice = stable.probability((double) i / FINE, (i + 1.0) / FINE);
            worse += slice == 0 ? 0 : slice * canary.survivalProbability(Math.min(1, rate + margin));
        }
        return worse;
    }
}
