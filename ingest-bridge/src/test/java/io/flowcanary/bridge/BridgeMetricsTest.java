package io.flowcanary.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.bridge.envelope.Envelopes;
import io.flowcanary.bridge.envelope.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BridgeMetricsTest {
    private final Fixture fixture = new Fixture(true);
    private final BridgeMetrics metrics = new BridgeMetrics(fixture.ledger, fixture.burials);

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void everySeriesIsThereFromTheStart() {
        String scrape = metrics.scrape();

        assertThat(scrape)
                .contains(
                        "flow_canary_bridge_received_total 0.0",
                        "flow_canary_bridge_returned_total 0.0",
                        "flow_canary_bridge_heartbeats_total 0.0",
                        "flow_canary_bridge_buried_ratio 0.0",
                        "flow_canary_bridge_written_total{topic=\"flow.end\"} 0.0");
        Parsed.Unusable.REASONS.forEach(reason ->
                assertThat(scrape).contains("flow_canary_bridge_dead_letters_total{reason=\"" + reason + "\"} 0.0"));
        Parsed.Skipped.REASONS.forEach(reason ->
                assertThat(scrape).contains("flow_canary_bridge_skipped_total{reason=\"" + reason + "\"} 0.0"));
    }

    @Test
    void showsWhatTheAlertRulesAskOfIt() throws IOException {
        String rules = Files.readString(Path.of("..", "docker", "prometheus", "flow-canary.rules.yml"));

        assertThat(Pattern.compile("flow_canary_bridge_[a-z_]+").matcher(rules).results())
                .isNotEmpty()
                .allSatisfy(asked -> assertThat(metrics.scrape()).containsPattern("(?m)^" + asked.group() + "[{ ]"));
    }

    @Test
    void countsWhatBecameOfRecords() {
        fixture.ingest.take("m-1", Envelopes.flowEnd().utf8());
        fixture.ingest.take("m-2", Envelopes.of("wrapup").utf8());
        for (int i = 0; i < 38; i++) {
            fixture.ingest.take("m-3", "{}".getBytes());
        }

        assertThat(metrics.scrape())
                .contains(
                        "flow_canary_bridge_received_total 40.0",
                        "flow_canary_bridge_written_total{topic=\"flow.end\"} 1.0",
                        "flow_canary_bridge_skipped_total{reason=\"not-needed-wrapup\"} 1.0",
                        "flow_canary_bridge_dead_letters_total{reason=\"missing-field\"} 38.0",
                        "flow_canary_bridge_buried_ratio 0.95");
    }
}
