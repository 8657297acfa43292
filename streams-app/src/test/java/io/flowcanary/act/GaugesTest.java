package io.flowcanary.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GaugesTest {
    private static final Tags ONE = Tags.of("canary", "one");
    private static final Tags OTHER = Tags.of("canary", "other");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Gauges gauges = new Gauges(registry, "share", "ratio", "a share");

    @Test
    void onlyWhatWasSetLastIsShown() {
        gauges.setAll(Map.of(ONE, 0.25, OTHER, 0.5));
        gauges.setAll(Map.of(OTHER, 0.75));

        assertThat(registry.scrape())
                .contains("share_ratio{canary=\"other\"} 0.75")
                .doesNotContain("\"one\"");
    }

    @Test
    void everyScrapeFindsAGaugeOnceWhileItsValueChanges() throws InterruptedException {
        gauges.set(ONE, 0);
        AtomicBoolean done = new AtomicBoolean();
        Thread setting = new Thread(() -> {
            for (int i = 0; !done.get(); i++) {
                gauges.setAll(Map.of(ONE, (double) i));
            }
        });
        setting.start();
        try {
            for (int i = 0; i < 500; i++) {
                assertThat(registry.scrape().lines().filter(line -> line.startsWith("share_ratio{")))
                        .hasSize(1);
            }
        } finally {
            done.set(true);
            setting.join();
        }
    }
}
