package io.flowcanary.act;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after each failure in a row: by chance up to a bound that doubles, so that many do not return at once. */
final class Backoff {
    private static final long FIRST_MS = 200;
    private static final long LONGEST_MS = 20_000;

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        long bound = Math.min(LONGEST_MS, FIRST_MS << Math.min(failures, 20));
        failures++;
        return Duration.ofMillis(1 + random.nextLong(bound));
    }

    void succeeded() {
        failures = 0;
    }
}
