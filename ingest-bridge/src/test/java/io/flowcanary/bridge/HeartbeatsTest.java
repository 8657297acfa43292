package io.flowcanary.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Heartbeat;
import io.flowcanary.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private static final Instant DRAINED = Fixture.NOW.minusSeconds(9);

    private final Fixture fixture = new Fixture(true);
    private Optional<Drained> drained = Optional.of(new Drained(DRAINED, true));

    @Test
    void reachEveryPartition() {
        heartbeats(fixture).beatIfDue();

        assertThat(fixture.written(Topic.CONVERSATION_EVENTS))
                .extracting(ProducerRecord::partition)
                .containsExactlyElementsOf(
                        IntStream.range(0, Fixture.PARTITIONS).boxed().toList());
        assertThat(fixture.heartbeats())
                .containsOnly(new Heartbeat("fake", DRAINED.toEpochMilli(), true, Fixture.NOW.toEpochMilli()));
        assertThat(fixture.count("heartbeats")).isOne();
    }

    @Test
    void keepTheirInterval() {
        Heartbeats heartbeats = heartbeats(fixture);
        heartbeats.beatIfDue();
        fixture.clock.move(Duration.ofMillis(4_999));
        heartbeats.beatIfDue();
        assertThat(fixture.heartbeats()).hasSize(Fixture.PARTITIONS);

        fixture.clock.move(Duration.ofMillis(1));
        heartbeats.beatIfDue();

        assertThat(fixture.heartbeats()).hasSize(2 * Fixture.PARTITIONS);
    }

    @Test
    void ceaseWhileTheSourceIsNotDrained() {
        drained = Optional.empty();

        heartbeats(fixture).beatIfDue();

        assertThat(fixture.heartbeats()).isEmpty();
    }

    @Test
    void ceaseWhileTheTopicHasMorePartitions() {
        fixture.partitions = 24;

        heartbeats(fixture).beatIfDue();

        assertThat(fixture.heartbeats()).isEmpty();
    }

    @Test
    void doNotPileUpWhileKafkaIsSlow() {
        Fixture slow = new Fixture(false);
        Heartbeats heartbeats = heartbeats(slow);
        heartbeats.beatIfDue();
        slow.clock.move(Duration.ofSeconds(5));
        heartbeats.beatIfDue();

        assertThat(slow.heartbeats()).hasSize(Fixture.PARTITIONS);
    }

    private Heartbeats heartbeats(Fixture to) {
        return new Heartbeats(new FakeSource(), to.writer, to.ledger, to.clock, Duration.ofSeconds(5));
    }

    private final class FakeSource implements Source {
        @Override
        public String name() {
            return "fake";
        }

        @Override
        public void start() {}

        @Override
        public Optional<Drained> drained() {
            return drained;
        }

        @Override
        public Optional<String> trouble() {
            return Optional.empty();
        }

        @Override
        public CompletableFuture<Void> ended() {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {}
    }
}
