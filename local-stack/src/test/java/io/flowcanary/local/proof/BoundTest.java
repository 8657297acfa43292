package io.flowcanary.local.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoundTest {
    @Test
    void waldsBoundIsSpecified() {
        assertThat(Bound.wald(0.08, 0.14, 0.05)).isCloseTo(147, within(0.5));
        assertThat(Bound.wald(0.005, 0.20, 0.05)).isCloseTo(5.3, within(0.05));
    }

    @Test
    void theFixedSampleIsSpecified() {
        assertThat(Bound.fixedSample(0.05, 0.02, 0.05, 0.05, 0.8)).isCloseTo(942, within(1.0));
        assertThat(Bound.fixedSample(0.05, 0.02, 0.10, 0.05, 0.8)).isCloseTo(977, within(1.0));
        assertThat(Bound.fixedSample(0.05, 0.02, 0.25, 0.05, 0.8)).isCloseTo(1111, within(1.0));
        assertThat(Bound.fixedSample(0.05, 0.02, 0.50, 0.05, 0.8)).isCloseTo(1500, within(1.0));
        assertThat(Bound.fixedSample(0.20, 0.05, 0.05, 0.05, 0.8)).isCloseTo(459, within(1.0));
        assertThat(Bound.fixedSample(0.20, 0.05, 0.50, 0.05, 0.8)).isCloseTo(794, within(1.0));
    }
}
