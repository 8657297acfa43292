package io.flowcanary.record;

import java.util.Map;

/**
 * How far one source partition has been counted. Sent to every partition of {@code canary.tallies}, after the totals that it
 * covers.
 *
 * @param partition the source partition
 * @param at epoch milliseconds: the largest event time seen less the allowed lateness; an event before it is late
 * @param events what became of every record read from the partition since it began: named counters, cumulative
 */
public record Watermark(int partition, long at, Map<String, Long> events) implements TallyRecord {
    public Watermark {
        events = events == null ? Map.of() : Map.copyOf(events);
    }
}
