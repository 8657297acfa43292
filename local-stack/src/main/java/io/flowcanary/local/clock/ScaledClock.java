package io.flowcanary.local.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * A clock that runs at a chosen speed, which may be changed while it runs. It can also be stopped, or be let run for a
 * while only.
 *
 * <p>It follows the monotonic timer, so it never jumps or runs backwards when the machine's wall clock is set.
 * Thread safe. Exact to a microsecond for at least a month of shown time at one speed.
 */
public final class ScaledClock extends Clock {
    private static final Duration LONGEST_WAIT = Duration.ofDays(365);

    private final Hand hand;
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
        this(new Hand(start, checked(speed), nanos), ZoneOffset.UTC);
    }

    private ScaledClock(Hand hand, ZoneId zone) {
        this.hand = hand;
        this.zone = Objects.requireNonNull(zone, "zone");
    }

    /** A clock that stands until it is told to {@link #run}. */
    public static ScaledClock stopped(Instant at) {
        return stopped(at, System::nanoTime);
    }

    static ScaledClock stopped(Instant at, LongSupplier nanos) {
        return new ScaledClock(new Hand(at, 0, nanos), ZoneOffset.UTC);
    }

    /**
     * Goes on from what it shows, at this speed, and stands once that much real time has passed: whoever governs it must
     * come back in time, so a machine that slept does not find it far ahead.
     *
     * @param speed shown seconds per real second, above 0
     * @param atMost of real time
     */
    public void run(double speed, Duration atMost) {
        hand.run(checked(speed), atMost.toNanos());
    }

    /** Shown seconds per real second, as last chosen; 0 before a stopped clock runs. */
    public double speed() {
        return hand.speed();
    }

    /** How much real time passes while this clock advances by {@code shown} at its speed; zero for a negative duration. */
    public Duration toReal(Duration shown) {
        if (shown.isNegative()) {
            return Duration.ZERO;
        }
        // Seconds first: toNanos() overflows for the far future that stands for "nothing planned".
        double realNanos = (shown.getSeconds() * 1e9 + shown.getNano()) / speed();
        return realNanos < LONGEST_WAIT.toNanos() ? Duration.ofNanos((long) Math.ceil(realNanos)) : LONGEST_WAIT;
    }

    @Override
    public Instant instant() {
        return hand.shown();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same clock, which also follows its changes of speed. */
    @Override
    public ScaledClock withZone(ZoneId other) {
        return new ScaledClock(hand, other);
    }

    private static double checked(double speed) {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("speed must be above 0 and finite, not " + speed);
        }
        return speed;
    }

    /** What clocks of all zones share. Locked, or a change of speed between two readings could turn it back. */
    private static final class Hand {
        private final LongSupplier nanos;
        private Instant start;
        private double speed;
        private long origin;
        private long most = Long.MAX_VALUE;

        Hand(Instant start, double speed, LongSupplier nanos) {
            this.start = Objects.requireNonNull(start, "start");
            this.speed = speed;
            this.nanos = nanos;
            this.origin = nanos.getAsLong();
        }

        synchronized double speed() {
            return speed;
        }

        synchronized Instant shown() {
            return shown(nanos.getAsLong());
        }

        synchronized void run(double other, long longest) {
            long now = nanos.getAsLong();
            start = shown(now);
            origin = now;
            speed = other;
            most = longest;
        }

        private Instant shown(long now) {
            return start.plusNanos((long) (Math.min(most, now - origin) * speed));
        }
    }
}
