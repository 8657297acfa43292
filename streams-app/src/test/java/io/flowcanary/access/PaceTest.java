package io.flowcanary.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private long now;
    private final Pace pace = new Pace(2, () -> now);

    @Test
    void letsTenSecondsWorthThroughAtOnceAndThenAsManyAsFlowIn() {
        for (int i = 0; i < 20; i++) {
            assertThat(pace.take("ci")).isZero();
        }

        assertThat(pace.take("ci")).isEqualTo(1);

        now += Duration.ofMillis(500).toNanos();
        assertThat(pace.take("ci")).isZero();
        assertThat(pace.take("ci")).isEqualTo(1);
    }

    @Test
    void saysHowManySecondsToWait() {
        Pace slow = new Pace(1, () -> now);
        for (int i = 0; i < 10; i++) {
            slow.take("ci");
        }

        now += Duration.ofMillis(100).toNanos();

        assertThat(slow.take("ci")).isEqualTo(1);
    }

    @Test
    void callersDoNotTakeFromEachOther() {
        for (int i = 0; i < 30; i++) {
            pace.take("ci");
        }

        assertThat(pace.take("page")).isZero();
    }

    @Test
    void aRestFillsTheBucketAndNoMore() {
        for (int i = 0; i < 20; i++) {
            pace.take("ci");
        }
        now += Duration.ofHours(1).toNanos();

        for (int i = 0; i < 20; i++) {
            assertThat(pace.take("ci")).isZero();
        }
        assertThat(pace.take("ci")).isPositive();
    }
}
