package io.flowcanary.tally;

import io.flowcanary.assemble.Cell;
import io.flowcanary.assemble.HandleTimes;
import io.flowcanary.record.Fact;
import io.flowcanary.record.Totals;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * One version's complete cells in a run of minutes, summed over minutes and partitions when asked for.
 *
 * @param totals of this version alone, in any order
 * @param w epoch milliseconds; what is not complete by then is left out
 */
record CompleteSums(List<Totals> totals, long w) {
    long count(Fact fact) {
        return count(fact, Totals.LATER);
    }

    /** At ages below this. */
    long count(Fact fact, int ages) {
        return totals.stream()
                .mapToLong(each -> complete(each, each.counts().getOrDefault(fact, Map.of()), ages))
                .sum();
    }

    long handledLonger(Duration than, int ages) {
        return handleTimes(ages, bucket -> HandleTimes.longer(bucket, than)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Counts by bucket; none is 0. */
    Map<Integer, Long> handleTimes() {
        Map<Integer, Long> histogram = handleTimes(Totals.LATER, bucket -> true);
        histogram.values().removeIf(count -> count <= 0);
        return histogram;
    }

    private Map<Integer, Long> handleTimes(int ages, Predicate<Integer> wanted) {
        Map<Integer, Long> sums = new HashMap<>();
        for (Totals each : totals) {
            each.handleTimesByAge().forEach((bucket, counts) -> {
                if (wanted.test(bucket)) {
                    sums.merge(bucket, complete(each, counts, ages), Long::sum);
                }
            });
        }
        return sums;
    }

    /** Ascending. */
    int[] draws() {
        Map<Integer, Long> draws = new TreeMap<>();
        for (Totals each : totals) {
            if (Cell.completeAt(each.minute(), 0) <= w) {
                each.draws().forEach((ms, count) -> draws.merge(ms, count, Long::sum));
            }
        }
        return draws.entrySet().stream()
                .flatMapToInt(draw ->
                        IntStream.range(0, (int) Math.max(0, draw.getValue())).map(each -> draw.getKey()))
                .toArray();
    }

    Set<String> flowVersions(int ages) {
        Map<String, Long> sums = new HashMap<>();
        for (Totals each : totals) {
            each.flowVersions()
                    .forEach((version, counts) -> sums.merge(version, complete(each, counts, ages), Long::sum));
        }
        Set<String> seen = new TreeSet<>();
        sums.forEach((version, count) -> {
            if (count > 0) {
                seen.add(version);
            }
        });
        return seen;
    }

    long lateEvents() {
        return totals.stream()
                .filter(each -> each.minute() < Math.floorDiv(w, Cell.MINUTE))
                .mapToLong(Totals::lateEvents)
                .sum();
    }

    private long complete(Totals of, Map<Integer, Long> counts, int ages) {
        long sum = 0;
        for (Map.Entry<Integer, Long> count : counts.entrySet()) {
            int age = count.getKey();
            if (age < ages && Cell.completeAt(of.minute(), age) <= w) {
                sum += count.getValue();
            }
        }
        return sum;
    }
}
