package io.flowcanary.local.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * A clock that shows a chosen instant when it is made and then runs {@code speed} times as fast as real time.
 *
 * <p>It follows the monotonic timer, so it never jumps or runs backwards when the machine's wall clock is set.
 * Thread safe. Exact to a microsecond for at least a month of shown time.
 */
public final class ScaledClock extends Clock {
    private final Instant start;
    private final double speed;
    private final LongSupplier nanos;
    private final long origin;
    private final ZoneId zone;

    /**
     * Starts the clock.
     *
     * @param start what the clock shows now
     * @param speed shown seconds per real second, above 0: 60 shows an hour in a minute
     */
    public ScaledClock(Instant start, double speed) {
        this(start, speed, System::nanoTime);
    }

    ScaledClock(Instant start, double speed, LongSupplier nanos) {
        this(start, speed, nanos, nanos.getAsLong(), ZoneOffset.UTC);
    }

    private ScaledClock(Instant start, double speed, LongSupplier nanos, long origin, ZoneId zone) {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("speed must be above 0 and finite, not " + speed);
        }
        this.start = Objects.requireNonNull(start, "start");
        this.speed = speed;
        this.nanos = nanos;
        this.origin = origin;
        this.zone = Objects.requireNonNull(zone, "zone");
    }

    /** Shown seconds per real second. */
    public double speed() {
        return speed;
    }

    /** How much real time passes while this clock advances by {@code shown}; zero for a negative duration. */
    public Duration toReal(Duration shown) {
        if (shown.isNegative()) {
            return Duration.ZERO;
        }
        // Seconds first: toNanos() overflows for the far future that stands for "nothing planned".
        double realNanos = (shown.getSeconds() * 1e9 + shown.getNano()) / speed;
        return Duration.ofNanos((long) Math.ceil(realNanos));
    }

    @Override
    public Instant instant() {
        return start.plusNanos((long) ((nanos.getAsLong() - origin) * speed));
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public ScaledClock withZone(ZoneId other) {
        return new ScaledClock(start, speed, nanos, origin, other);
    }
}
