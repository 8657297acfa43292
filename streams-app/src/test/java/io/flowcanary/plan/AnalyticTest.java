package io.flowcanary.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyticTest {
    @ParameterizedTest
    @CsvSource({
        "0.05, 0.02, 0.05, 942",
        "0.05, 0.02, 0.10, 977",
        "0.05, 0.02, 0.25, 1111",
        "0.05, 0.02, 0.50, 1500",
        "0.20, 0.05, 0.05, 459",
        "0.20, 0.05, 0.50, 794"
    })
    void aFixedSampleNeedsWhatFarringtonAndManningSay(double rate, double margin, double share, double calls) {
        assertThat(Analytic.fixedSampleCalls(rate, margin, share)).isCloseTo(calls, within(1.0));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.01, 0.05", "1, 0.01, 0.5", "0.995, 0.02, 0.05", "0.00001, 0.5, 0.99"})
    void aFixedSampleIsFiniteAtTheEdges(double rate, double margin, double share) {
        assertThat(Analytic.fixedSampleCalls(rate, margin, share)).isFinite().isPositive();
    }

    @ParameterizedTest
    @CsvSource({"0.08, 0.14, 147.2", "0.005, 0.20, 5.3"})
    void waldsBoundIsTheLevelOverTheDivergence(double stable, double canary, double calls) {
        assertThat(Analytic.waldCalls(stable, canary, 0.05)).isCloseTo(calls, within(0.1));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.03", "0, 1", "0.5, 1"})
    void waldsBoundIsFiniteWhereARateIsNothingOrAll(double stable, double canary) {
        assertThat(Analytic.waldCalls(stable, canary, 0.05)).isFinite().isPositive();
    }
}
