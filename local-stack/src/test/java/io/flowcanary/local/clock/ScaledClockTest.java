package io.flowcanary.local.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaledClockTest {
    private static final Instant START = Instant.parse("2026-01-15T09:00:00Z");

    private final AtomicLong nanos = new AtomicLong(-7_000_000_000L);

    @Test
    void showsTheChosenInstantWhenItIsMade() {
        assertThat(clock(60).instant()).isEqualTo(START);
    }

    @Test
    void showsAnHourInAMinuteAtSpeed60() {
        ScaledClock clock = clock(60);
        pass(Duration.ofMinutes(1));
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(1)));
    }

    @Test
    void canRunSlowerThanRealTime() {
        ScaledClock clock = clock(0.5);
        pass(Duration.ofSeconds(10));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void isExactToAMicrosecondAfterAMonth() {
        ScaledClock clock = clock(1_000);
        pass(Duration.ofDays(30).dividedBy(1_000).plusNanos(1_000));
        assertThat(Duration.between(START.plus(Duration.ofDays(30)), clock.instant()))
                .isEqualTo(Duration.ofNanos(1_000_000));
    }

    @Test
    void tellsHowLongToWaitInRealTime() {
        ScaledClock clock = clock(60);
        assertThat(clock.toReal(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(clock.toReal(Duration.ofMinutes(-1))).isZero();
    }

    @Test
    void aWaitIsRoundedUpSoThatItsEndIsReached() {
        ScaledClock clock = clock(3);
        pass(clock.toReal(Duration.ofNanos(100)));
        assertThat(clock.instant()).isAfterOrEqualTo(START.plusNanos(100));
    }

    @Test
    void aWaitWithoutEndDoesNotOverflow() {
        assertThat(clock(0.5).toReal(Duration.between(START, Instant.MAX))).isPositive();
    }

    @Test
    void anotherZoneShowsTheSameInstant() {
        ScaledClock clock = clock(10);
        pass(Duration.ofSeconds(3));
        ScaledClock berlin = clock.withZone(ZoneId.of("Europe/Berlin"));
        assertThat(berlin.instant()).isEqualTo(clock.instant());
        assertThat(berlin.getZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void standsUntilItIsLetRun() {
        ScaledClock clock = ScaledClock.stopped(START, nanos::get);
        pass(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo(START);

        clock.run(60, Duration.ofSeconds(2));
        pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void goesOnFromWhatItShowsWhenItsSpeedChanges() {
        ScaledClock clock = clock(60);
        pass(Duration.ofSeconds(10));
        clock.run(2, Duration.ofMinutes(1));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(600));

        pass(Duration.ofSeconds(5));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(610));
        assertThat(clock.speed()).isEqualTo(2);
    }

    @Test
    void standsWhenNobodyLetsItRunOn() {
        ScaledClock clock = clock(1);
        clock.run(60, Duration.ofSeconds(2));
        pass(Duration.ofHours(8));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(120));

        clock.run(60, Duration.ofSeconds(2));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(120));
    }

    @Test
    void neverRunsBackwardsWhateverItsSpeedBecomes() {
        ScaledClock clock = clock(60);
        Instant last = clock.instant();
        for (double speed : new double[] {120, 0.01, 60, 1, 3.7, 120}) {
            pass(Duration.ofNanos(1));
            clock.run(speed, Duration.ofNanos(3));
            assertThat(clock.instant()).isAfterOrEqualTo(last);
            last = clock.instant();
        }
    }

    @Test
    void aClockOfAnotherZoneFollowsAChangeOfSpeed() {
        ScaledClock clock = ScaledClock.stopped(START, nanos::get);
        ScaledClock berlin = clock.withZone(ZoneId.of("Europe/Berlin"));
        clock.run(60, Duration.ofMinutes(1));
        pass(Duration.ofSeconds(1));
        assertThat(berlin.instant()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void followsRealTimeByDefault() {
        ScaledClock clock = new ScaledClock(START, 1_000);
        Instant first = clock.instant();
        assertThat(clock.instant()).isAfterOrEqualTo(first);
        assertThat(clock.speed()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesASpeedThatShowsNoTime(double speed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScaledClock(START, speed))
                .withMessageContaining("speed");
        assertThatIllegalArgumentException().isThrownBy(() -> clock(1).run(speed, Duration.ofSeconds(1)));
    }

    private ScaledClock clock(double speed) {
        return new ScaledClock(START, speed, nanos::get);
    }

    private void pass(Duration real) {
        nanos.addAndGet(real.toNanos());
    }
}
