package io.flowcanary.show;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntervalBarTest {
    @Test
    void runsFromTwoMarginsBetterToTwoMarginsWorse() {
        assertThat(IntervalBar.of(-1, 3, 1.0, 2)).isEqualTo("......[=|=o=!=]..");
    }

    @Test
    void showsWhatIsObservedAboveEverythingElse() {
        assertThat(IntervalBar.of(-1, 3, 0.0, 2)).isEqualTo("......[=o===!=]..");
    }

    @Test
    void anIntervalThatGoesOnBeyondTheLineSaysSo() {
        assertThat(IntervalBar.of(-100, 100, null, 2)).isEqualTo("<=======|===!===>");
        assertThat(IntervalBar.of(-9, -1, -30.0, 2)).startsWith("o").contains("].|...!");
    }

    @Test
    void anIntervalBeyondTheLineAltogetherLeavesItEmpty() {
        assertThat(IntervalBar.of(50, 90, null, 2)).isEqualTo("........|...!...>");
    }
}
