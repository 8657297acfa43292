package io.flowcanary.local.centre;

import java.util.random.RandomGenerator;

/** Random lengths of time, in whole milliseconds. StrictMath, so that every machine draws the same. */
final class Spans {
    private final RandomGenerator random;

    Spans(RandomGenerator random) {
        this.random = random;
    }

    long between(long least, long most) {
        return least + random.nextLong(most - least + 1);
    }

    /** Around a mean, with the long tail that talk times have, never under the least nor over eight times the mean. */
    long around(long mean, long least) {
        double sum = -StrictMath.log(1 - random.nextDouble()) - StrictMath.log(1 - random.nextDouble());
        return Math.max(least, Math.min(8 * mean, (long) (sum / 2 * mean)));
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
