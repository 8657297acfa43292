package io.flowcanary.judge.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateCheckTest {
    private static final int[] NONE = {};

    @ParameterizedTest
    @CsvSource({
        "5, 95, -0.9632477637",
        "10, 190, -1.2726347321",
        "40, 460, 1.9839670192",
        "0, 200, 7.8140261269",
        "100, 900, 17.9640337508"
    })
    void theSplitsFactorIsAsSpecified(long canary, long stable, double ln) {
        assertThat(new SplitTest(0.05).lnBayesFactor(canary, stable)).isCloseTo(ln, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "0, 1", "5000000, 95000000", "100000000, 0"})
    void theSplitsFactorIsFiniteForAnyCounts(long canary, long stable) {
        assertThat(new SplitTest(0.05).lnBayesFactor(canary, stable)).isFinite();
        assertThat(new SplitTest(0.01).lnBayesFactor(canary, stable)).isFinite();
    }

    @ParameterizedTest
    @CsvSource({"5", "25", "50"})
    void aFairGateRaisesNoAlarmHoweverOftenOneLooks(int percent) {
        long alarms = IntStream.range(0, 40)
                .filter(seed -> {
                    Gate fair = new Gate(seed, percent);
                    return fair.alarmAfter(1000, percent, fair.random).isPresent();
                })
                .count();

        assertThat(alarms).isLessThanOrEqualTo(1);
    }

    @Test
    void aCachedRandomNumberIsCaughtSoonAndNamedWhenItShowsInBothVersions() {
        int[] caught = new int[50];
        int named = 0;
        for (int seed = 0; seed < caught.length; seed++) {
            Gate gate = new Gate(seed, 5);
            IntFunction<Boolean> cached = gate.kept(15);
            gate.alarmAfter(5000, 5, cached);
            caught[seed] = gate.calls;
            named += gate.findingAfter(2000, cached)
                            .filter(found -> found.cause() == GateFinding.Cause.NOT_RANDOM)
                            .isPresent()
                    ? 1
                    : 0;
        }
        Arrays.sort(caught);

        assertThat(caught[25]).isLessThanOrEqualTo(170);
        assertThat(named).isGreaterThanOrEqualTo(48);
    }

    @Test
    void takingEveryTwentiethCallIsCaughtWithinAHundredAndFortyCalls() {
        assertCaught(gate -> i -> i % 20 == 19, GateFinding.Cause.NOT_RANDOM, 5, 1, 140);
    }

    @Test
    void threeTimesTheShareIsAMismatchAndNotTakenForACachedNumber() {
        assertCaught(gate -> i -> gate.chance(15), GateFinding.Cause.SPLIT_MISMATCH, 5, 50, 400);
    }

    @Test
    void aShareThatNeverRoseIsAMismatch() {
        assertCaught(gate -> i -> gate.chance(5), GateFinding.Cause.SPLIT_MISMATCH, 25, 50, 400);
    }

    @Test
    void drawsInOneMinuteAreTakenInTheOrderOfTheirTimes() {
        GateCheck together = GateCheck.EMPTY.after(new int[] {10, 30, 50}, new int[] {20, 50});
        GateCheck oneByOne = GateCheck.EMPTY
                .after(new int[] {10}, NONE)
                .after(NONE, new int[] {20})
                .after(new int[] {30}, NONE)
                .after(new int[] {50}, NONE)
                .after(NONE, new int[] {50});

        assertThat(together).usingRecursiveComparison().isEqualTo(oneByOne);
        assertThat(together.canaryCalls()).isEqualTo(2);
        assertThat(together.stableCalls()).isEqualTo(3);
    }

    @Test
    void nothingCanBeSaidAgainstAShareOfNothingOrEverything() {
        GateCheck check = GateCheck.EMPTY.after(new int[1000], NONE);

        assertThat(GateFinding.of(check, 0)).isEmpty();
        assertThat(GateFinding.of(check, 100)).isEmpty();
        assertThat(GateFinding.of(check, 5)).isPresent();
    }

    private static void assertCaught(
            java.util.function.Function<Gate, IntFunction<Boolean>> kind,
            GateFinding.Cause cause,
            int percent,
            int runs,
            int medianCalls) {
        int[] calls = new int[runs];
        int named = 0;
        for (int seed = 0; seed < runs; seed++) {
            Gate gate = new Gate(seed, percent);
            Optional<GateFinding> finding = gate.alarmAfter(5000, percent, kind.apply(gate));
            calls[seed] = gate.calls;
            named += finding.filter(found -> found.cause() == cause).isPresent() ? 1 : 0;
        }
        Arrays.sort(calls);

        assertThat(calls[runs / 2]).isLessThanOrEqualTo(medianCalls);
        assertThat(named).isGreaterThanOrEqualTo((int) Math.ceil(0.95 * runs));
    }

    /** A gate that is asked some times a minute. */
    private static final class Gate {
        private final SplittableRandom seeded;
        final IntFunction<Boolean> random;
        int calls;
        private double kept;
        private GateCheck check = GateCheck.EMPTY;

        Gate(long seed, int percent) {
            seeded = new SplittableRandom(seed);
            random = i -> chance(percent);
        }

        boolean chance(int percent) {
            return seeded.nextDouble() * 100 < percent;
        }

        /** Draws anew only every so many calls. */
        IntFunction<Boolean> kept(int callsEach) {
            return i -> {
                kept = i % callsEach == 0 ? seeded.nextDouble() * 100 : kept;
                return kept < 5;
            };
        }

        /** What stands after so many more calls, whatever stood on the way. */
        Optional<GateFinding> findingAfter(int most, IntFunction<Boolean> branch) {
            for (int i = 0; i < most; i++) {
                take(branch.apply(calls++));
            }
            return GateFinding.of(check, 5);
        }

        private void take(boolean canary) {
            int[] at = {seeded.nextInt(60_000)};
            check = canary ? check.after(NONE, at) : check.after(at, NONE);
        }

        Optional<GateFinding> alarmAfter(int most, int percent, IntFunction<Boolean> branch) {
            for (calls = 1; calls <= most; calls++) {
                take(branch.apply(calls - 1));
                Optional<GateFinding> finding = GateFinding.of(check, percent);
                if (finding.isPresent()) {
                    return finding;
                }
            }
            return Optional.empty();
        }
    }
}
