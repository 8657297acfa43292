package io.flowcanary.metrics;

import io.flowcanary.access.Role;
import io.flowcanary.query.Progress;
import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/** The service's figures, for Prometheus at {@code /metrics}. */
public final class Metrics implements AutoCloseable {
    private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    /** Figures of each store, node and task, and of the admin client: thousands of series that only a profiler wants. */
    private static final List<String> TOO_MANY = List.of(
            "kafka.stream.state",
            "kafka.stream.processor",
            "kafka.stream.task",
            "kafka.stream.record.cache",
            "kafka.admin");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Deque<Runnable> binders = new ArrayDeque<>();
    private final List<SourceMeters> refreshed = new ArrayList<>();

    /** Begins with the figures of the JVM. Kafka's are left out where they would be one for each store or node. */
    public Metrics() {
        TOO_MANY.forEach(prefix -> registry.config().meterFilter(MeterFilter.denyNameStartsWith(prefix)));
        JvmGcMetrics gc = new JvmGcMetrics();
        gc.bindTo(registry);
        binders.push(gc::close);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** Where others keep their figures. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Shows what Kafka Streams and its clients measure, as long as this is open. */
    public void show(KafkaStreams streams) {
        KafkaStreamsMetrics binder = new KafkaStreamsMetrics(streams);
        binder.bindTo(registry);
        binders.push(binder::close);
    }

    /** Shows how far the source is counted; it is asked at each scrape. */
    public void show(Supplier<Progress> source, Clock clock) {
        refreshed.add(new SourceMeters(registry, source, clock));
    }

    /** Adds {@code /metrics}. */
    public void serve(RoutesConfig routes) {
        routes.get("/metrics", context -> context.contentType(FORMAT).result(scrape()), Role.VIEWER);
    }

    String scrape() {
        refreshed.forEach(SourceMeters::refresh);
        return registry.scrape();
    }

    @Override
    public void close() {
        while (!binders.isEmpty()) {
            binders.pop().run();
        }
        registry.close();
    }
}
