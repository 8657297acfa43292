package io.flowcanary.judge.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/**
 * Why the evidence can be trusted: where the null hypothesis is true, one more block is expected to raise no evidence, whatever
 * came before. All outcomes of a block are summed, so nothing here is left to chance but the choice of the case.
 */
class ExpectationTest {
    private static final double ROUNDING = 1e-9;

    @Property(tries = 2000)
    void noFactorIsExpectedAboveOneBeyondItsEdge(
            @ForAll @IntRange(min = 1, max = 8) int k,
            @ForAll @IntRange(min = 1, max = 8) int l,
            @ForAll @Scale(4) @DoubleRange(min = 1e-4, max = 0.9999) double guessedStable,
            @ForAll @Scale(4) @DoubleRange(min = 1e-4, max = 0.9999) double guessedCanary,
            @ForAll @Scale(4) @DoubleRange(min = -0.5, max = 0.5) double edge,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 1) double stable,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 1) double canary) {
        boolean guessedAbove = guessedCanary - guessedStable > edge;
        boolean above = canary - stable > edge;
        // what is not beyond the edge is moved onto it
        double onNull = guessedAbove == above ? Math.min(1, Math.max(0, stable + edge)) : canary;
        double itsStable = guessedAbove == above ? onNull - edge : stable;
        Wager wager = new Wager(guessedStable, guessedCanary, edge);

        assertThat(Blocks.expected(k, itsStable, l, onNull, block -> Math.exp(wager.ln(block))))
                .isLessThanOrEqualTo(1 + ROUNDING);
    }

    @Test
    void aFactorIsExpectedToBeOneAtTheNearestPairItself() {
        Wager wager = new Wager(0.1, 0.3, 0);
        double nearest = (6 * 0.1 + 2 * 0.3) / 8;

        assertThat(Blocks.expected(6, nearest, 2, nearest, block -> Math.exp(wager.ln(block))))
                .isCloseTo(1, within(ROUNDING));
    }

    @Property(tries = 500)
    void evidenceForHarmIsNotExpectedToRiseWhileTheCanaryIsNoWorse(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int k,
            @ForAll @IntRange(min = 1, max = 6) int l,
            @ForAll @Scale(4) @DoubleRange(min = 0.005, max = 0.1) double margin,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 1) double stable,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 1) double part) {
        List<Block> history = Blocks.history(seed);
        GuardrailEvidence before = Blocks.evidence(history, margin);

        double expected = Blocks.expected(
                k,
                stable,
                l,
                part * stable,
                block -> Math.exp(before.after(block, margin).harm().lnEvidence()));

        assertThat(expected).isLessThanOrEqualTo(Math.exp(before.harm().lnEvidence()) * (1 + ROUNDING));
    }

    @Property(tries = 500)
    void evidenceForNonInferiorityIsNotExpectedToRiseWhileTheCanaryIsWorseByTheMargin(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int k,
            @ForAll @IntRange(min = 1, max = 6) int l,
            @ForAll @Scale(4) @DoubleRange(min = 0.005, max = 0.1) double margin,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 0.9) double stable,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 1) double part) {
        GuardrailEvidence before = Blocks.evidence(Blocks.history(seed), margin);
        double canary = stable + margin + part * (1 - stable - margin);

        double expected = Blocks.expected(
                k,
                stable,
                l,
                canary,
                block -> Math.exp(before.after(block, margin).nonInferiority().lnEvidence()));

        assertThat(expected)
                .isLessThanOrEqualTo(Math.exp(before.nonInferiority().lnEvidence()) * (1 + ROUNDING));
    }

    @Property(tries = 300)
    void evidenceForHarmIsExpectedToRiseWhileTheCanaryIsAsBadAsOneOfTheGuesses(
            @ForAll @IntRange(min = 1, max = 12) int k, @ForAll @IntRange(min = 1, max = 6) int l) {
        double guessed = new Baseline(1000, 80).rate();
        Wager wager = new Wager(guessed, guessed + 0.16, 0);

        assertThat(Blocks.expected(k, guessed, l, guessed + 0.16, wager::ln)).isPositive();
    }
}
