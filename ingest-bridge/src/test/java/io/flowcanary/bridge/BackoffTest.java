package io.flowcanary.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(new Random(1));

    @Test
    void doublesWithJitterUpToItsBound() {
        long full = 200;
        for (int failure = 0; failure < 100; failure++) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(full / 2), Duration.ofMillis(full));
            full = Math.min(20_000, 2 * full);
        }
    }

    @Test
    void beginsAnewAfterASuccess() {
        backoff.next();
        backoff.next();
        backoff.next();
        backoff.succeeded();

        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(200));
    }
}
