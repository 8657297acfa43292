package io.flowcanary.assemble;

import io.flowcanary.record.Fact;
import io.flowcanary.record.Totals;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** The name of one sum within a cell. */
record Column(String name) {
    static Column inTime(Fact fact, int age) {
        return new Column("c/" + fact + '/' + age);
    }

    static Column late(Fact fact) {
        return new Column("l/" + fact);
    }

    static Column handleTime(int bucket) {
        return new Column("h/" + bucket);
    }

    /** The record of a cell's sums, by column name. */
    static Totals totals(Cell cell, int partition, Map<String, Long> sums) {
        Map<Fact, Map<Integer, Long>> counts = new EnumMap<>(Fact.class);
        Map<Fact, Long> late = new EnumMap<>(Fact.class);
        Map<Integer, Long> handleTimes = new TreeMap<>();
        sums.forEach((name, sum) -> {
            String[] parts = name.split("/");
            switch (parts[0]) {
                case "c" ->
                    counts.computeIfAbsent(Fact.valueOf(parts[1]), fact -> new TreeMap<>())
                            .put(Integer.valueOf(parts[2]), sum);
                case "l" -> late.put(Fact.valueOf(parts[1]), sum);
                default -> handleTimes.put(Integer.valueOf(parts[1]), sum);
            }
        });
        return new Totals(cell.canary(), cell.version(), cell.minute(), partition, counts, late, handleTimes);
    }
}
