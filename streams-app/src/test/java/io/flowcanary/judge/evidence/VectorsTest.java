package io.flowcanary.judge.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Six blocks whose evidence is known to ten digits. */
class VectorsTest {
    private static final double EXACT = 1e-9;

    @Test
    void theEvidenceForHarmOfAnyBeginningIsSpecified() {
        double[] grid = HarmTest.grid(0.02);
        assertThat(grid).containsExactly(.01, .02, .04, .08, .16, .32, .64);
        double[] narrow = {.01, .02, .04, .08, .16};
        double[] expected = {0.8385666735, 2.8279856291, 3.6319140791, 5.5145165602, 6.2863240017, 8.2748104005};
        List<Block> blocks = List.of(
                new Block(95, 5, 5, 2),
                new Block(90, 4, 10, 3),
                new Block(97, 6, 3, 1),
                new Block(93, 3, 7, 2),
                new Block(96, 5, 4, 1),
                new Block(94, 4, 6, 2));

        HarmTest harm = HarmTest.NEW;
        Baseline baseline = Baseline.UNKNOWN;
        for (int i = 0; i < blocks.size(); i++) {
            harm = harm.after(blocks.get(i), baseline, narrow);
            baseline = baseline.plus(blocks.get(i));
            assertThat(harm.lnEvidence()).isCloseTo(expected[i], within(EXACT));
        }
    }

    @Test
    void theEvidenceForHarmSinceTheFirstBlockIsSpecified() {
        double[] grid = {.01, .02, .04, .08, .16};
        double[] expected = {1.2881572740, 3.4377975629, 4.2562426761, 6.1524571737, 6.9261835810, 8.9177604764};
        List<Block> blocks = List.of(
                new Block(95, 5, 5, 2),
                new Block(90, 4, 10, 3),
                new Block(97, 6, 3, 1),
                new Block(93, 3, 7, 2),
                new Block(96, 5, 4, 1),
                new Block(94, 4, 6, 2));

        double[] ln = new double[grid.length];
        Baseline baseline = Baseline.UNKNOWN;
        for (int i = 0; i < blocks.size(); i++) {
            for (int j = 0; j < grid.length; j++) {
                ln[j] += new Wager(baseline.rate(), Baseline.clip(baseline.rate() + grid[j]), 0).ln(blocks.get(i));
            }
            baseline = baseline.plus(blocks.get(i));
            assertThat(LogSum.mean(ln)).isCloseTo(expected[i], within(EXACT));
        }
    }

    @Test
    void theProductsOfNonInferiorityAreSpecified() {
        double[] expected = {0.1350263208, -0.0926321362, -0.0022251480, 0.1235491578, -0.2526097689, -0.1245833597};
        List<Block> blocks = List.of(
                new Block(95, 5, 5, 0),
                new Block(90, 4, 10, 1),
                new Block(97, 6, 3, 0),
                new Block(93, 3, 7, 0),
                new Block(96, 5, 4, 1),
                new Block(94, 4, 6, 0));

        NonInferiorityTest test = NonInferiorityTest.NEW;
        Baseline baseline = Baseline.UNKNOWN;
        for (int i = 0; i < blocks.size(); i++) {
            test = test.after(blocks.get(i), baseline, 0.02);
            baseline = baseline.plus(blocks.get(i));
            assertThat(LogSum.mean(test.ln())).isCloseTo(expected[i], within(EXACT));
        }
    }

    @Test
    void mostOfTheStakeForNonInferiorityIsOnACanaryLikeStable() {
        double[] ln = {Math.log(2), 0, Math.log(3), Math.log(4)};

        assertThat(new NonInferiorityTest(ln).lnEvidence())
                .isCloseTo(Math.log(0.05 * 2 + 0.15 + 0.6 * 3 + 0.2 * 4), within(EXACT));
    }

    @Test
    void theEvidenceAgainstALargeHarmIsThatOfAlikeRatesAgainstThreeMargins() {
        Block block = new Block(95, 5, 5, 0);
        double rate = Baseline.UNKNOWN.rate();

        assertThat(LargeHarmTest.NEW.after(block, Baseline.UNKNOWN, 0.02).ln())
                .isCloseTo(new Wager(rate, rate, 0.06).ln(block), within(EXACT));
        assertThat(LargeHarmTest.harm(0.5)).isEqualTo(0.95);
    }
}
