package io.flowcanary.act;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gauges of one name, each set from outside and shown until it is dropped. Each is registered once: a scrape may come at any
 * moment, and must not find one twice or not at all while its value changes.
 */
final class Gauges {
    private final Map<Tags, Double> values = new ConcurrentHashMap<>();
    private final Map<Tags, Gauge> shown = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private final String name;
    private final String unit;
    private final String meaning;

    /** @param unit Prometheus' name for it; null for a plain number */
    Gauges(MeterRegistry meters, String name, String unit, String meaning) {
        this.meters = meters;
        this.name = name;
        this.unit = unit;
        this.meaning = meaning;
    }

    void set(Tags tags, double value) {
        values.put(tags, value);
        shown.computeIfAbsent(
                tags,
                of -> Gauge.builder(name, values, all -> all.getOrDefault(of, Double.NaN))
                        .tags(of)
                        .baseUnit(unit)
                        .description(meaning)
                        .register(meters));
    }

    /** Sets these, and drops all others. */
    void setAll(Map<Tags, Double> only) {
        only.forEach(this::set);
        Set.copyOf(shown.keySet()).stream()
                .filter(tags -> !only.containsKey(tags))
                .forEach(this::drop);
    }

    void drop(Tags tags) {
        Gauge gauge = shown.remove(tags);
        if (gauge != null) {
            meters.remove(gauge);
            values.remove(tags);
        }
    }
}
