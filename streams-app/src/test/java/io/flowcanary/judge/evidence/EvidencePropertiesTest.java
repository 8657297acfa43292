package io.flowcanary.judge.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flowcanary.record.Messages;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;

/** What holds for the evidence of any blocks whatsoever. */
class EvidencePropertiesTest {
    private static final double MARGIN = 0.02;
    /** Each call adds to a logarithm, and rounds it. */
    private static final double ROUNDING_PER_CALL = 1e-11;

    @Provide
    Arbitrary<Block> blocks() {
        return Blocks.any();
    }

    @Property(tries = 500)
    void itIsFiniteForAnyCounts(@ForAll @Size(max = 5) List<@From("blocks") Block> blocks) {
        DifferenceInterval interval = DifferenceInterval.NEW;
        GuardrailEvidence evidence = GuardrailEvidence.NEW;
        for (Block block : blocks) {
            interval = interval.after(block, evidence.baseline(), evidence.total(), MARGIN);
            evidence = evidence.after(block, MARGIN);
        }

        assertThat(evidence.harm().lnEvidence()).isFinite();
        assertThat(evidence.nonInferiority().lnEvidence()).isFinite();
        assertThat(evidence.harm().ln()).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
        assertThat(interval.ln()).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
        assertThat(interval.bounds(0.05, MARGIN).low())
                .isLessThan(interval.bounds(0.05, MARGIN).high());
    }

    @Property(tries = 100)
    void itIsFiniteWhereEveryCallOrNoneIsBad(
            @ForAll @LongRange(min = 1, max = 100_000_000) long k,
            @ForAll @LongRange(min = 1, max = 100_000_000) long l,
            @ForAll boolean stableBad,
            @ForAll boolean canaryBad) {
        Block block = new Block(k, stableBad ? k : 0, l, canaryBad ? l : 0);

        GuardrailEvidence evidence = Blocks.evidence(List.of(block, block, block), MARGIN);

        assertThat(evidence.harm().lnEvidence()).isFinite();
        assertThat(evidence.harm().observedDifference(3)).isBetween(-1.0, 1.0);
        assertThat(evidence.nonInferiority().lnEvidence()).isFinite();
    }

    @Property(tries = 500)
    void oneMoreBadCanaryCallNeverSpeaksForTheCanary(@ForAll long seed, @ForAll("blocks") Block block) {
        Assume.that(block.canaryBad() < block.canaryCalls());
        GuardrailEvidence before = Blocks.evidence(Blocks.history(seed), MARGIN);
        Block worse = new Block(block.stableCalls(), block.stableBad(), block.canaryCalls(), block.canaryBad() + 1);

        assertRises(before.after(block, MARGIN), before.after(worse, MARGIN), rounding(block));
    }

    @Property(tries = 500)
    void oneMoreBadStableCallNeverSpeaksAgainstTheCanary(@ForAll long seed, @ForAll("blocks") Block block) {
        Assume.that(block.stableBad() < block.stableCalls());
        GuardrailEvidence before = Blocks.evidence(Blocks.history(seed), MARGIN);
        Block better = new Block(block.stableCalls(), block.stableBad() + 1, block.canaryCalls(), block.canaryBad());

        assertRises(before.after(better, MARGIN), before.after(block, MARGIN), rounding(block));
    }

    @Property(tries = 500)
    void whatIsBadAndWhatIsGoodMayChangeNamesBetweenTheVersions(
            @ForAll("blocks") Block block,
            @ForAll @Scale(4) @DoubleRange(min = 1e-4, max = 0.9999) double stable,
            @ForAll @Scale(4) @DoubleRange(min = 1e-4, max = 0.9999) double canary) {
        Block swapped = new Block(
                block.canaryCalls(),
                block.canaryCalls() - block.canaryBad(),
                block.stableCalls(),
                block.stableCalls() - block.stableBad());

        double ln = new Wager(stable, canary, 0).ln(block);

        assertThat(new Wager(1 - canary, 1 - stable, 0).ln(swapped)).isCloseTo(ln, within(rounding(block)));
    }

    @Property(tries = 200)
    void aBlockWithoutACallOfBothIsNoEvidence(
            @ForAll long seed, @ForAll("blocks") Block block, @ForAll boolean stable) {
        GuardrailEvidence before = Blocks.evidence(Blocks.history(seed), MARGIN);
        Block one = stable
                ? new Block(block.stableCalls(), block.stableBad(), 0, 0)
                : new Block(0, 0, block.canaryCalls(), block.canaryBad());

        GuardrailEvidence after = before.after(one, MARGIN);

        assertThat(after.harm()).isSameAs(before.harm());
        assertThat(after.nonInferiority()).isSameAs(before.nonInferiority());
        assertThat(after.baseline().calls()).isEqualTo(before.baseline().calls() + one.stableCalls());
    }

    @Property(tries = 200)
    void evidenceThatWasStoredGoesOnBitForBit(@ForAll long seed, @ForAll("blocks") Block block) {
        GuardrailEvidence kept = Blocks.evidence(Blocks.history(seed), MARGIN);
        GuardrailEvidence stored =
                Messages.json().readValue(Messages.json().writeValueAsString(kept), GuardrailEvidence.class);

        GuardrailEvidence one = kept.after(block, MARGIN);
        GuardrailEvidence other = stored.after(block, MARGIN);

        assertThat(other.harm().ln()).isEqualTo(one.harm().ln());
        assertThat(other.harm().since()).isEqualTo(one.harm().since());
        assertThat(other.nonInferiority().ln()).isEqualTo(one.nonInferiority().ln());
        assertThat(other.baseline()).isEqualTo(one.baseline());
    }

    private static void assertRises(GuardrailEvidence better, GuardrailEvidence worse, double rounding) {
        assertThat(worse.harm().lnEvidence())
                .isGreaterThanOrEqualTo(better.harm().lnEvidence() - rounding);
        assertThat(worse.nonInferiority().lnEvidence())
                .isLessThanOrEqualTo(better.nonInferiority().lnEvidence() + rounding);
    }

    private static double rounding(Block block) {
        return ROUNDING_PER_CALL * (1000 + block.stableCalls() + block.canaryCalls());
    }
}
