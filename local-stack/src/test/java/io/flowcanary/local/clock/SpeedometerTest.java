package io.flowcanary.local.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpeedometerTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ScaledClock clock = new ScaledClock(Instant.parse("2026-01-15T09:00:00Z"), 60, nanos::get);
    private final Speedometer speedometer = new Speedometer(clock, nanos::get);

    @Test
    void readsTheSpeedOfASteadyClock() {
        for (int second = 0; second < 30; second++) {
            nanos.addAndGet(1_000_000_000L);
            assertThat(speedometer.read()).isEqualTo(60, within(1e-9));
        }
    }

    @Test
    void forgetsWhatIsLongerAgoThanTenSeconds() {
        nanos.addAndGet(5_000_000_000L);
        speedometer.read();
        clock.run(30, Duration.ofMinutes(5));

        double last = 60;
        for (int second = 0; second < 11; second++) {
            nanos.addAndGet(1_000_000_000L);
            double now = speedometer.read();
            assertThat(now).isLessThanOrEqualTo(last);
            last = now;
        }
        assertThat(last).isEqualTo(30, within(1e-9));
    }
}
