package io.flowcanary.bridge;

import io.flowcanary.record.EventKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what became of every envelope. At rest {@code received = written + skipped + deadLettered + returned}; what was
 * returned stays with its source, since Kafka did not acknowledge it, and is received again.
 */
final class Ledger {
    private final LongAdder received = new LongAdder();
    private final LongAdder returned = new LongAdder();
    private final LongAdder heartbeats = new LongAdder();
    private final Map<String, LongAdder> written = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> skipped = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> deadLettered = new ConcurrentHashMap<>();

    void received() {
        received.increment();
    }

    void returned() {
        returned.increment();
    }

    void heartbeat() {
        heartbeats.increment();
    }

    void written(EventKind kind) {
        count(written, kind.suffix());
    }

    void skipped(String reason) {
        count(skipped, reason);
    }

    void deadLettered(String reason) {
        count(deadLettered, reason);
    }

    long allReceived() {
        return received.sum();
    }

    long allReturned() {
        return returned.sum();
    }

    long allHeartbeats() {
        return heartbeats.sum();
    }

    /** @param topic its suffix, for example {@code flow.end} */
    long writtenOf(String topic) {
        return sum(written, topic);
    }

    long skippedFor(String reason) {
        return sum(skipped, reason);
    }

    long deadLetteredFor(String reason) {
        return sum(deadLettered, reason);
    }

    /** Every count, ready to be shown as JSON. */
    Map<String, Object> counts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("received", received.sum());
        counts.put("written", sum(written));
        counts.put("skipped", sum(skipped));
        counts.put("deadLettered", sum(deadLettered));
        counts.put("returned", returned.sum());
        counts.put("heartbeats", heartbeats.sum());
        counts.put("writtenByTopic", sums(written));
        counts.put("skippedByReason", sums(skipped));
        counts.put("deadLetteredByReason", sums(deadLettered));
        return counts;
    }

    private static void count(Map<String, LongAdder> counters, String name) {
        counters.computeIfAbsent(name, unused -> new LongAdder()).increment();
    }

    private static long sum(Map<String, LongAdder> counters, String name) {
        LongAdder counter = counters.get(name);
        return counter == null ? 0 : counter.sum();
    }

    private static long sum(Map<String, LongAdder> counters) {
        return counters.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counters) {
        Map<String, Long> sums = new TreeMap<>();
        counters.forEach((name, count) -> sums.put(name, count.sum()));
        return sums;
    }
}
