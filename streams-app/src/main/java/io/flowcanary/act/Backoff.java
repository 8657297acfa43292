package io.flowcanary.act;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Full jitter: anything up to twice the ceiling before, so that many instances do not knock at once. */
final class Backoff {
    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;

    Backoff(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
    }

    /**
     * How long to wait, in nanoseconds.
     *
     * @param failures in a row, at least 1
     */
    long nanos(int failures) {
        long ceiling = Math.min(most.toNanos(), first.toNanos() << Math.min(failures - 1, 16));
        return random.nextLong(ceiling) + 1;
    }
}
