package io.flowcanary.local.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.flowcanary.local.clock.Pace.Lag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private static final Lag NONE = new Lag(Duration.ZERO, 0, true);
    private static final Lag HOPELESS = new Lag(Duration.ofHours(5), 0, true);
    private static final Duration LOOK = Duration.ofMillis(500);

    @Property
    void isNeverAboveWhatWasAskedNorBelowACrawl(
            @ForAll @DoubleRange(min = 0.1, max = 120) double asked,
            @ForAll @DoubleRange(min = 0, max = 120) double current,
            @ForAll @LongRange(min = -100, max = 100_000) long behind,
            @ForAll @LongRange(min = 0, max = 1_000_000) long waiting,
            @ForAll boolean counting,
            @ForAll @IntRange(min = 0, max = 100_000) int elapsed) {
        Pace pace = new Pace(asked);

        double next = pace.next(
                Math.min(current, asked),
                new Lag(Duration.ofSeconds(behind), waiting, counting),
                Duration.ofMillis(elapsed));

        assertThat(next).isBetween(pace.crawl(), asked);
    }

    @Property
    void moreLagNeverAllowsMoreSpeed(
            @ForAll @LongRange(min = 0, max = 1_000) long behind,
            @ForAll @LongRange(min = 0, max = 30_000) long waiting,
            @ForAll @LongRange(min = 0, max = 500) long furtherBehind,
            @ForAll @LongRange(min = 0, max = 5_000) long moreWaiting) {
        Pace pace = new Pace(60);

        assertThat(pace.allowed(new Lag(Duration.ofSeconds(behind + furtherBehind), waiting + moreWaiting, true)))
                .isLessThanOrEqualTo(pace.allowed(new Lag(Duration.ofSeconds(behind), waiting, true)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 60", "180, 4000, 60", "270, 0, 30", "0, 8000, 30", "270, 10000, 15", "360, 0, 1", "0, 12000, 1"})
    void slowsInProportionToTheLagOfTimeOrOfEventsWhicheverIsWorse(int seconds, long waiting, double allowed) {
        assertThat(new Pace(60).allowed(new Lag(Duration.ofSeconds(seconds), waiting, true)))
                .isEqualTo(allowed, within(1e-9));
    }

    @Test
    void fallsAtOnceAndRecoversInTwentySeconds() {
        Pace pace = new Pace(60);

        assertThat(pace.next(60, HOPELESS, LOOK)).isEqualTo(1);
        assertThat(pace.next(1, NONE, Duration.ofSeconds(1))).isEqualTo(4);
        assertThat(pace.next(1, NONE, Duration.ofSeconds(20))).isEqualTo(60);
    }

    @Test
    void goesGentlyWhileNothingIsCountedYet() {
        Pace pace = new Pace(60);

        assertThat(pace.first()).isEqualTo(9);
        assertThat(pace.next(9, new Lag(Duration.ofSeconds(5), 100, false), Duration.ofHours(1)))
                .isEqualTo(9);
    }

    @Test
    void waitsForTheFirstCountOnceThereAreCallsEnoughToCount() {
        Pace pace = new Pace(60);

        assertThat(pace.next(9, new Lag(Pace.HEAD_START.minusMillis(1), 100, false), LOOK))
                .isEqualTo(9);
        assertThat(pace.next(9, new Lag(Pace.HEAD_START, 100, false), LOOK)).isEqualTo(1);
        assertThat(pace.next(1, new Lag(Pace.HEAD_START, 100, true), Duration.ofSeconds(1)))
                .isEqualTo(4);
    }

    @Test
    void aPipelineThatStandsSlowsTheClockToRealTime() {
        assertThat(new Pace(60).next(60, HOPELESS, LOOK)).isEqualTo(1);
        assertThat(new Pace(0.5).next(0.5, HOPELESS, LOOK)).isEqualTo(0.5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 10, 38, 55, 500})
    void settlesAtTheSpeedOfTheSlowestPipelineWithoutSwinging(double capacity) {
        double expected = Math.min(60, capacity);

        List<Double> speeds = run(new Pace(60), capacity, 120);

        List<Double> settled = speeds.subList(60, speeds.size());
        assertThat(settled).allSatisfy(speed -> assertThat(speed).isEqualTo(expected, within(0.05 * expected)));
        assertThat(turns(speeds)).as("rises and falls of %s", speeds).isLessThanOrEqualTo(4);
    }

    @Test
    void whatIsBehindIsBoundedHoweverSlowThePipelineIs() {
        Simulated slow = new Simulated(2);
        Pace pace = new Pace(60);

        for (int look = 0; look < 600; look++) {
            slow.look(pace);
            assertThat(slow.behind()).isLessThan(Pace.LATENESS.toSeconds() + 60 * Pace.FAR_BEHIND_SECONDS + 60);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesASpeedThatShowsNoTime(double speed) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace(speed)).withMessageContaining("speed");
    }

    private static List<Double> run(Pace pace, double capacity, int seconds) {
        Simulated pipeline = new Simulated(capacity);
        List<Double> speeds = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            pipeline.look(pace);
            pipeline.look(pace);
            speeds.add(pipeline.speed);
        }
        return speeds;
    }

    /** How often the speed turns, ripples of a twentieth apart. */
    private static long turns(List<Double> speeds) {
        long turns = 0;
        int direction = 0;
        double last = speeds.get(0);
        for (double speed : speeds) {
            if (Math.abs(speed - last) > 0.05 * last) {
                int now = speed > last ? 1 : -1;
                turns += now == direction ? 0 : 1;
                direction = now;
                last = speed;
            }
        }
        return turns;
    }

    /** A pipeline that counts {@code capacity} shown seconds a second, and is seen a second late. */
    private static final class Simulated {
        private static final double LATENESS = 60;
        private static final double LOOK_SECONDS = 0.5;

        private final double capacity;
        private double speed = 1;
        private double clock;
        private double counted;
        private final double[] seen = new double[2];

        Simulated(double capacity) {
            this.capacity = capacity;
        }

        void look(Pace pace) {
            clock += speed * LOOK_SECONDS;
            counted = Math.min(clock, counted + capacity * LOOK_SECONDS);
            double behind = clock - seen[0] + LATENESS;
            seen[0] = seen[1];
            seen[1] = counted;
            speed = pace.next(speed, new Lag(Duration.ofMillis((long) (behind * 1_000)), 0, true), LOOK);
        }

        double behind() {
            return clock - counted + LATENESS;
        }
    }
}
