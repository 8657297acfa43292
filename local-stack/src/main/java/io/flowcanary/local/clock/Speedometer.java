package io.flowcanary.local.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** How fast a clock has really run of late. For one thread. */
public final class Speedometer {
    private static final Duration OF_LATE = Duration.ofSeconds(10);

    private final Clock clock;
    private final LongSupplier nanos;
    private final Deque<Mark> marks = new ArrayDeque<>();

    private record Mark(Instant shown, long nanos) {}

    public Speedometer(Clock clock) {
        this(clock, System::nanoTime);
    }

    Speedometer(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        marks.add(now());
    }

    /** Shown seconds per real second over the last ten seconds or so, or since the first look; NaN when no time has passed. */
    public double read() {
        Mark now = now();
        marks.add(now);
        while (marks.size() > 2 && now.nanos - second().nanos >= OF_LATE.toNanos()) {
            marks.removeFirst();
        }
        Mark then = marks.getFirst();
        return Duration.between(then.shown, now.shown).toNanos() / (double) (now.nanos - then.nanos);
    }

    private Mark second() {
        return marks.stream().skip(1).findFirst().orElseThrow();
    }

    private Mark now() {
        return new Mark(clock.instant(), nanos.getAsLong());
    }
}
