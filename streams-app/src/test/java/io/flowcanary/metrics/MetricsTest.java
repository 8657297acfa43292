package io.flowcanary.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.query.Progress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Instant W = Instant.parse("2026-01-15T09:00:00Z");

    private final Metrics metrics = new Metrics();
    private Progress progress = new Progress(W, 12, 12, new TreeMap<>(Map.of("counted", 12L, "skipped.foreign", 3L)));

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void showsHowFarTheSourceIsCountedAndWhatBecameOfItsRecords() {
        showSource();

        assertThat(metrics.scrape().lines())
                .contains(
                        "flow_canary_watermark_age_seconds 90.0",
                        "flow_canary_events_total{outcome=\"counted\"} 12.0",
                        "flow_canary_events_total{outcome=\"skipped.foreign\"} 3.0");
    }

    @Test
    void aCounterNeverFallsWhileAPartitionMoves() {
        showSource();
        metrics.scrape();
        progress = new Progress(null, 6, 12, new TreeMap<>(Map.of("counted", 7L)));

        assertThat(metrics.scrape().lines())
                .contains(
                        "flow_canary_events_total{outcome=\"counted\"} 12.0", "flow_canary_watermark_age_seconds 90.0");
    }

    @Test
    void whatFirstBecomesOfARecordWhileItIsWatchedRisesFromZero() {
        showSource();
        metrics.scrape();
        progress = new Progress(W, 12, 12, new TreeMap<>(Map.of("counted", 20L, "dead-letter.no-json", 101L)));

        assertThat(metrics.scrape().lines())
                .contains(
                        "flow_canary_events_total{outcome=\"counted\"} 20.0",
                        "flow_canary_events_total{outcome=\"dead-letter.no-json\"} 0.0");
        assertThat(metrics.scrape().lines())
                .contains("flow_canary_events_total{outcome=\"dead-letter.no-json\"} 101.0");
    }

    @Test
    void whatAPartitionToldBeforeTheServiceBeganIsNoRise() {
        progress = new Progress(null, 6, 12, new TreeMap<>(Map.of("counted", 12L)));
        showSource();
        metrics.scrape();
        progress = new Progress(W, 12, 12, new TreeMap<>(Map.of("counted", 24L, "dead-letter.no-json", 101L)));

        assertThat(metrics.scrape().lines())
                .contains("flow_canary_events_total{outcome=\"dead-letter.no-json\"} 101.0");
    }

    @Test
    void anAgeThatIsNotKnownIsNotZero() {
        progress = new Progress(null, 0, 12, new TreeMap<>());
        showSource();

        assertThat(metrics.scrape().lines()).contains("flow_canary_watermark_age_seconds NaN");
    }

    @Test
    void beginsWithTheFiguresOfTheJvm() {
        assertThat(metrics.scrape())
                .contains("jvm_memory_used_bytes{", "jvm_threads_live_threads ", "process_uptime_seconds ");
    }

    @Test
    void leavesOutWhatThereWouldBeOfForEachStore() {
        metrics.registry().gauge("kafka.stream.state.put.rate", 1);
        metrics.registry().gauge("kafka.stream.thread.process.rate", 1);

        assertThat(metrics.scrape())
                .contains("kafka_stream_thread_process_rate")
                .doesNotContain("kafka_stream_state");
    }

    @Test
    void aScrapeNeverSeesAFigureTwice() {
        showSource();

        for (int i = 0; i < 3; i++) {
            assertThat(metrics.scrape().lines().filter(line -> line.startsWith("flow_canary_events_total")))
                    .hasSize(2);
        }
    }

    private void showSource() {
        metrics.show(() -> progress, Clock.fixed(W.plusSeconds(90), ZoneOffset.UTC));
    }
}
