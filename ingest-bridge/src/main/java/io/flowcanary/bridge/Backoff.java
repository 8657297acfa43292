package io.flowcanary.bridge;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after each failure in a row: doubling up to a bound, with jitter so that many do not return at once. */
final class Backoff {
    private static final long FIRST_MS = 200;
    private static final long LONGEST_MS = 20_000;

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Counts a failure: half of the wait is certain, half by chance. */
    Duration next() {
        long full = Math.min(LONGEST_MS, FIRST_MS << Math.min(failures, 20));
        failures++;
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }

    void succeeded() {
        failures = 0;
    }
}
