package io.flowcanary.metrics;

import io.flowcanary.query.NotReadyException;
import io.flowcanary.query.Progress;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * How far the source is counted, and what became of its records. Every instance knows it of all partitions, so that a sum over
 * instances counts twice: take the maximum. While the stores cannot be read, the figures are those read last, and the
 * watermark grows older.
 *
 * <p>An outcome that first appears while this is watched is shown as 0 once: Prometheus' {@code increase} sees no rise in a series
 * that it has not seen before.
 */
final class SourceMeters {
    private final Map<String, Long> events = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private final Supplier<Progress> source;
    private volatile Instant w;
    private boolean heardOfAll;

    SourceMeters(MeterRegistry meters, Supplier<Progress> source, Clock clock) {
        this.meters = meters;
        this.source = source;
        Gauge.builder("flow.canary.watermark.timestamp", () -> w == null ? Double.NaN : w.toEpochMilli() / 1_000.0)
                .description("the watermark: event time up to which every event has been counted")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("flow.canary.watermark.age", () -> w == null ? Double.NaN : age(clock))
                .description("how far the watermark is behind the clock")
                .baseUnit("seconds")
                .register(meters);
    }

    synchronized void refresh() {
        try {
            Progress progress = source.get();
            w = progress.countedUpTo() == null ? w : progress.countedUpTo();
            progress.events().forEach(this::count);
            heardOfAll |= progress.partitions() == progress.of();
        } catch (NotReadyException e) {
            // What was read last is shown.
        }
    }

    /** A counter never falls, also while a partition that moves is not heard of. */
    private void count(String outcome, long count) {
        boolean known = events.containsKey(outcome);
        events.merge(outcome, known || !heardOfAll ? count : 0, Math::max);
        if (!known) {
            FunctionCounter.builder("flow.canary.events", events, all -> all.get(outcome))
                    .description("records of the source by what became of them, since it began")
                    .tag("outcome", outcome)
                    .register(meters);
        }
    }

    private double age(Clock clock) {
        return Duration.between(w, clock.instant()).toMillis() / 1_000.0;
    }
}
