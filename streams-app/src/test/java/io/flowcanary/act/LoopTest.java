package io.flowcanary.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class LoopTest {
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicReference<Throwable> fatal = new AtomicReference<>();
    private final HealthBoard board = new HealthBoard(Clock.systemUTC(), new SimpleMeterRegistry());

    @Test
    void whatNoRetryCanMendEndsTheThreadLoudly() {
        RuntimeException refused = new TopicAuthorizationException("canary.rollouts");
        Loop loop = loop(() -> {
            throw refused;
        });

        assertThat(loop.await(Duration.ofSeconds(5))).isTrue();
        assertThat(fatal).hasValue(refused);
        assertThat(ends).hasValue(1);
        assertThat(board.health().ok()).isFalse();
    }

    @Test
    void anOutageOfTheBrokersIsOutlasted() {
        Loop loop = loop(() -> {
            if (turns.incrementAndGet() < 3) {
                throw new TimeoutException("no broker");
            }
        });

        await().atMost(Duration.ofSeconds(5)).until(() -> turns.get() > 3);
        loop.close();

        assertThat(loop.await(Duration.ofSeconds(5))).isTrue();
        assertThat(fatal).hasNullValue();
        assertThat(board.health().ok()).isTrue();
    }

    @Test
    void closingEndsTheThreadQuietly() {
        Loop loop = loop(turns::incrementAndGet);

        loop.close();

        assertThat(loop.await(Duration.ofSeconds(5))).isTrue();
        assertThat(fatal).hasNullValue();
        assertThat(ends).hasValue(1);
    }

    private Loop loop(Loop.Turn turn) {
        return new Loop("loop", "kafka:loop", turn, ends::incrementAndGet, board, fatal::set).start();
    }
}
