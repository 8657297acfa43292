package io.flowcanary.bridge;

import io.flowcanary.bridge.envelope.Parsed;
import io.flowcanary.record.EventKind;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * The bridge's counts for Prometheus. Every series is there from the start, at 0, so that its first increase shows. They hold
 * numbers, and names out of fixed lists: nothing that anybody sent.
 */
final class BridgeMetrics implements AutoCloseable {
    static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    BridgeMetrics(Ledger ledger, BurialWatch burials) {
        count("received", "records that came in", Tags.empty(), ledger, Ledger::allReceived);
        count(
                "returned",
                "records left with their source, as Kafka did not take them",
                Tags.empty(),
                ledger,
                Ledger::allReturned);
        count("heartbeats", "heartbeats written", Tags.empty(), ledger, Ledger::allHeartbeats);
        Arrays.stream(EventKind.values())
                .filter(EventKind::needed)
                .forEach(kind -> count(
                        "written",
                        "events written to Kafka",
                        Tags.of("topic", kind.suffix()),
                        ledger,
                        all -> all.writtenOf(kind.suffix())));
        Parsed.Skipped.REASONS.forEach(reason -> count(
                "skipped",
                "records that no metric needs",
                Tags.of("reason", reason),
                ledger,
                all -> all.skippedFor(reason)));
        Parsed.Unusable.REASONS.forEach(reason -> count(
                "dead.letters",
                "records that cannot be used",
                Tags.of("reason", reason),
                ledger,
                all -> all.deadLetteredFor(reason)));
        Gauge.builder("flow.canary.bridge.buried", burials, BurialWatch::share)
                .description("share of the latest records that went to the dead letters")
                .baseUnit("ratio")
                .register(registry);
    }

    String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        registry.close();
    }

    private void count(String name, String description, Tags tags, Ledger ledger, ToDoubleFunction<Ledger> value) {
        FunctionCounter.builder("flow.canary.bridge." + name, ledger, value)
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
