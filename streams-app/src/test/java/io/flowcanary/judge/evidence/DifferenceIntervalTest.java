package io.flowcanary.judge.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.judge.evidence.DifferenceInterval.Bounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceIntervalTest {
    private static final double ALPHA = 0.05;
    private static final double MARGIN = 0.02;

    @Test
    void everythingIsPossibleBeforeTheFirstCall() {
        assertThat(DifferenceInterval.NEW.bounds(ALPHA, MARGIN)).isEqualTo(new Bounds(-1, 1));
    }

    @Test
    void theGridRisesIsSymmetricAndHoldsNothingTheMarginAndItsFifths() {
        double[] grid = DifferenceInterval.grid(MARGIN);

        assertThat(grid).isSorted().contains(0, MARGIN, MARGIN / 5, -MARGIN, 2 * MARGIN);
        for (int i = 0; i < grid.length; i++) {
            assertThat(grid[i]).isEqualTo(-grid[grid.length - 1 - i]);
        }
        assertThat(grid[0]).isGreaterThan(-1);
    }

    @ParameterizedTest
    @CsvSource({"8, 8", "8, 10", "8, 3", "20, 70", "1, 0", "99, 100"})
    void closesInOnTheDifferenceThatIsThere(int stableBad, int canaryBad) {
        DifferenceInterval interval = after(300, new Block(100, stableBad, 100, canaryBad));

        Bounds bounds = interval.bounds(ALPHA, MARGIN);

        double difference = (canaryBad - stableBad) / 100.0;
        assertThat(difference).isBetween(bounds.low(), bounds.high());
        assertThat(bounds.high() - bounds.low()).isLessThan(Math.abs(difference) > 0.04 ? 0.4 : 0.03);
    }

    @Test
    void moreCallsNarrowIt() {
        Bounds few = after(10, new Block(95, 8, 5, 0)).bounds(ALPHA, MARGIN);
        Bounds many = after(1000, new Block(95, 8, 5, 0)).bounds(ALPHA, MARGIN);

        assertThat(many.high() - many.low()).isLessThan(few.high() - few.low());
    }

    @Test
    void moreCertaintyWidensIt() {
        DifferenceInterval interval = after(50, new Block(95, 8, 5, 1));

        Bounds usual = interval.bounds(0.05, MARGIN);
        Bounds surer = interval.bounds(0.001, MARGIN);

        assertThat(surer.low()).isLessThanOrEqualTo(usual.low());
        assertThat(surer.high()).isGreaterThanOrEqualTo(usual.high());
    }

    @Test
    void hugeCountsLeaveItFinite() {
        Bounds bounds = after(3, new Block(100_000_000, 8_000_000, 100_000_000, 8_000_000))
                .bounds(ALPHA, MARGIN);

        assertThat(bounds.low()).isBetween(-MARGIN / 5, 0.0);
        assertThat(bounds.high()).isBetween(0.0, MARGIN / 5);
    }

    @Test
    void whenNoDifferenceFitsAllCallsTheOneThatFitsBestStands() {
        DifferenceInterval interval = after(100, new Block(100, 8, 100, 60));
        Baseline baseline = new Baseline(10_000, 800);
        Block earlier = new Block(10_000, 800, 10_000, 6_000);
        for (int i = 0; i < 100; i++) {
            interval = interval.after(new Block(100, 60, 100, 8), baseline, earlier, MARGIN);
        }

        Bounds bounds = interval.bounds(ALPHA, MARGIN);

        assertThat(bounds.low()).isLessThan(bounds.high());
    }

    private static DifferenceInterval after(int blocks, Block block) {
        DifferenceInterval interval = DifferenceInterval.NEW;
        Baseline baseline = Baseline.UNKNOWN;
        Block earlier = Block.EMPTY;
        for (int i = 0; i < blocks; i++) {
            interval = interval.after(block, baseline, earlier, MARGIN);
            baseline = baseline.plus(block);
            earlier = earlier.plus(block);
        }
        return interval;
    }
}
