package io.flowcanary.tally;

import io.flowcanary.assemble.Cell;
import io.flowcanary.assemble.HandleTimes;
import io.flowcanary.record.Fact;
import io.flowcanary.record.Totals;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** One version's complete cells in a run of minutes, summed over minutes and partitions. */
final class CompleteSums {
    private final Map<Fact, long[]> counts = new EnumMap<>(Fact.class);
    private final Map<Integer, long[]> handleTimes = new TreeMap<>();
    private final Map<String, long[]> flowVersions = new TreeMap<>();
    private final Map<Integer, Long> draws = new TreeMap<>();
    private long lateEvents;

    /** @param w what is not complete by then is left out */
    void add(Totals totals, long w) {
        long minute = totals.minute();
        totals.counts().forEach((fact, ages) -> complete(minute, ages, w, of(counts, fact)));
        totals.handleTimesByAge().forEach((bucket, ages) -> complete(minute, ages, w, of(handleTimes, bucket)));
        totals.flowVersions().forEach((version, ages) -> complete(minute, ages, w, of(flowVersions, version)));
        if (Cell.completeAt(minute, 0) <= w) {
            totals.draws().forEach((ms, count) -> draws.merge(ms, count, Long::sum));
        }
        if (minute < Math.floorDiv(w, Cell.MINUTE)) {
            lateEvents += totals.lateEvents();
        }
    }

    long count(Fact fact) {
        return count(fact, Totals.LATER);
    }

    /** At ages below this. */
    long count(Fact fact, int ages) {
        return sum(counts.get(fact), ages);
    }

    long handledLonger(Duration than, int ages) {
        return handleTimes.entrySet().stream()
                .filter(bucket -> HandleTimes.longer(bucket.getKey(), than))
                .mapToLong(bucket -> sum(bucket.getValue(), ages))
                .sum();
    }

    /** Counts by bucket; none is 0. */
    Map<Integer, Long> handleTimes() {
        Map<Integer, Long> histogram = new HashMap<>();
        handleTimes.forEach((bucket, ages) -> {
            long count = sum(ages, Totals.LATER);
            if (count > 0) {
                histogram.put(bucket, count);
            }
        });
        return histogram;
    }

    int[] draws() {
        return draws.entrySet().stream()
                .flatMapToInt(draw ->
                        IntStream.range(0, (int) Math.max(0, draw.getValue())).map(each -> draw.getKey()))
                .toArray();
    }

    Set<String> flowVersions(int ages) {
        Set<String> seen = new TreeSet<>();
        flowVersions.forEach((version, counts) -> {
            if (sum(counts, ages) > 0) {
                seen.add(version);
            }
        });
        return seen;
    }

    long lateEvents() {
        return lateEvents;
    }

    private static <K> long[] of(Map<K, long[]> all, K key) {
        return all.computeIfAbsent(key, none -> new long[Totals.LATER]);
    }

    private static void complete(long minute, Map<Integer, Long> ages, long w, long[] sums) {
        BiConsumer<Integer, Long> add = (age, count) -> {
            if (Cell.completeAt(minute, age) <= w) {
                sums[age] += count;
            }
        };
        ages.forEach(add);
    }

    private static long sum(long[] counts, int ages) {
        long sum = 0;
        for (int age = 0; counts != null && age < Math.min(ages, counts.length); age++) {
            sum += counts[age];
        }
        return sum;
    }
}
