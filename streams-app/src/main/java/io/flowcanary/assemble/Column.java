package io.flowcanary.assemble;

import io.flowcanary.record.Fact;
import io.flowcanary.record.Totals;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** The names of a cell's sums, and the record of all of them. */
final class Column {
    /** Events that came too late, by the minute in which they came. */
    static final String LATE_EVENTS = "e";

    private Column() {}

    /** The record of a cell's sums, by column name. */
    static Totals totals(Cell cell, int partition, Map<String, Long> sums) {
        Map<Fact, Map<Integer, Long>> counts = new EnumMap<>(Fact.class);
        Map<Fact, Long> late = new EnumMap<>(Fact.class);
        Map<Fact, Map<String, Map<Integer, Long>>> kinds = new EnumMap<>(Fact.class);
        Map<Fact, Map<String, Long>> lateKinds = new EnumMap<>(Fact.class);
        Map<Integer, Map<Integer, Long>> handleTimes = new TreeMap<>();
        Map<Integer, Long> lateHandleTimes = new TreeMap<>();
        Map<Integer, Long> draws = new TreeMap<>();
        Map<String, Map<Integer, Long>> flowVersions = new TreeMap<>();
        sums.forEach((name, sum) -> {
            String[] parts = name.split("/", 3);
            switch (parts[0]) {
                case "c" -> byAge(counts, Fact.valueOf(parts[1])).put(Integer.valueOf(parts[2]), sum);
                case "l" -> late.put(Fact.valueOf(parts[1]), sum);
                case "k" -> {
                    String[] ageAndKind = parts[2].split("/", 2);
                    byAge(kinds.computeIfAbsent(Fact.valueOf(parts[1]), none -> new TreeMap<>()), ageAndKind[1])
                            .put(Integer.valueOf(ageAndKind[0]), sum);
                }
                case "m" ->
                    lateKinds
                            .computeIfAbsent(Fact.valueOf(parts[1]), none -> new TreeMap<>())
                            .put(parts[2], sum);
                case "h" -> byAge(handleTimes, Integer.valueOf(parts[1])).put(Integer.valueOf(parts[2]), sum);
                case "g" -> lateHandleTimes.put(Integer.valueOf(parts[1]), sum);
                case "d" -> draws.put(Integer.valueOf(parts[1]), sum);
                case "f" -> byAge(flowVersions, parts[2]).put(Integer.valueOf(parts[1]), sum);
                default -> {}
            }
        });
        return new Totals(
                cell.canary(),
                cell.version(),
                cell.minute(),
                partition,
                counts,
                late,
                kinds,
                lateKinds,
                handleTimes,
                lateHandleTimes,
                draws,
                sums.getOrDefault(LATE_EVENTS, 0L),
                flowVersions);
    }

    private static <K> Map<Integer, Long> byAge(Map<K, Map<Integer, Long>> all, K key) {
        return all.computeIfAbsent(key, none -> new TreeMap<>());
    }
}
