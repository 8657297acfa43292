package io.flowcanary.local.centre;

import java.util.random.RandomGenerator;

/** How long events are under way, in milliseconds: never longer than the settings allow. */
final class Delays {
    private static final long LONGEST_DISORDER_MS = 30_000;
    private static final long LONGEST_REPEAT_MS = 10_000;

    private final Noise noise;
    private final RandomGenerator random;
    private final long largest;

    Delays(Noise noise, RandomGenerator random) {
        this.noise = noise;
        this.random = random;
        this.largest = noise.largestDelay().toMillis();
    }

    long of(EventTopic topic) {
        // Both are drawn for every event, so that one rate can be changed without changing what the other strikes.
        boolean late = random.nextDouble() < noise.lateAttributes();
        boolean astray = random.nextDouble() < noise.disorder();
        double share = random.nextDouble();
        if (late && topic == EventTopic.ATTRIBUTES) {
            return (long) (largest * (2 + share) / 3);
        }
        double delay = astray ? 1_000 + share * (LONGEST_DISORDER_MS - 1_000) : 120 + share * 780;
        return Math.min(largest, (long) delay);
    }

    /** Of an event's second delivery, given the first one's. */
    long again(long first) {
        return Math.min(largest, first + 1 + random.nextLong(LONGEST_REPEAT_MS));
    }
}
