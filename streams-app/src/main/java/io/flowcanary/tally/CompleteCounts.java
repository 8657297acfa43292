package io.flowcanary.tally;

import io.flowcanary.assemble.Cell;
import io.flowcanary.judge.Counts;
import io.flowcanary.record.Fact;
import io.flowcanary.record.Totals;
import io.flowcanary.record.Verdict;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a judge may read at W: the cells that are complete by then, and nothing that came late. Whatever arrives afterwards
 * leaves it unchanged, so a minute judged twice is judged alike.
 */
public final class CompleteCounts implements Counts {
    private final TallyStore store;
    private final String canary;
    private final long w;
    private final Map<Window, Map<String, Map<Fact, Long>>> read = new HashMap<>();

    private record Window(long from, long to) {}

    /** @param w epoch milliseconds */
    public CompleteCounts(TallyStore store, String canary, long w) {
        this.store = store;
        this.canary = canary;
        this.w = w;
    }

    @Override
    public long total(String version, Fact fact, long fromMinute, long toMinuteExclusive) {
        return sums(fromMinute, toMinuteExclusive)
                .getOrDefault(version, Map.of())
                .getOrDefault(fact, 0L);
    }

    @Override
    public Set<String> versions(long fromMinute, long toMinuteExclusive) {
        Set<String> versions = new TreeSet<>(sums(fromMinute, toMinuteExclusive).keySet());
        versions.remove(Cell.ALL);
        return versions;
    }

    @Override
    public Verdict.Figures figures(String version, long fromMinute, long toMinuteExclusive) {
        Map<Fact, Long> sums = sums(fromMinute, toMinuteExclusive).getOrDefault(version, Map.of());
        return new Verdict.Figures(
                sums.getOrDefault(Fact.STARTED, 0L),
                sums.getOrDefault(Fact.ENDED, 0L),
                sums.getOrDefault(Fact.ABANDONED, 0L),
                sums.getOrDefault(Fact.TRANSFERRED, 0L),
                sums.getOrDefault(Fact.CONTAINED, 0L),
                sums.getOrDefault(Fact.IVR_HANGUP, 0L),
                sums.getOrDefault(Fact.ERRORED, 0L),
                sums.getOrDefault(Fact.HANDLED, 0L),
                sums.getOrDefault(Fact.HANDLE_MS, 0L),
                sums.getOrDefault(Fact.TALK_MS, 0L));
    }

    private Map<String, Map<Fact, Long>> sums(long from, long to) {
        return read.computeIfAbsent(new Window(from, to), window -> {
            Map<String, Map<Fact, Long>> sums = new HashMap<>();
            store.read(canary, from, to, totals -> add(totals, sums));
            return sums;
        });
    }

    private void add(Totals totals, Map<String, Map<Fact, Long>> sums) {
        Map<Fact, Long> version = sums.computeIfAbsent(totals.version(), name -> new EnumMap<>(Fact.class));
        totals.counts()
                .forEach((fact, ages) -> ages.forEach((age, count) -> {
                    if (Cell.completeAt(totals.minute(), age) <= w) {
                        version.merge(fact, count, Long::sum);
                    }
                }));
    }
}
