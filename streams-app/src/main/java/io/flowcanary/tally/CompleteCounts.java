package io.flowcanary.tally;

import io.flowcanary.assemble.Cell;
import io.flowcanary.assemble.HandleTimes;
import io.flowcanary.judge.Counts;
import io.flowcanary.record.Fact;
import io.flowcanary.record.GenesysFigures;
import io.flowcanary.record.Totals;
import io.flowcanary.record.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a judge may read at the watermark: the cells that are complete by then, and nothing that came late. Whatever arrives
 * afterwards
 * leaves it unchanged, so a minute judged twice is judged alike.
 */
public final class CompleteCounts implements Counts {
    private final TallyStore store;
    private final String canary;
    private final long w;
    private final TreeMap<Long, List<Totals>> minutes = new TreeMap<>();
    private final Map<Window, Map<String, CompleteSums>> windows = new HashMap<>();
    /** All minutes from this one to before the other were read: a look reads the same minutes many times over. */
    private long readFrom;

    private long readTo;

    private record Window(long from, long to) {}

    /** @param w epoch milliseconds */
    public CompleteCounts(TallyStore store, String canary, long w) {
        this.store = store;
        this.canary = canary;
        this.w = w;
    }

    @Override
    public long total(String version, Fact fact, long fromMinute, long toMinuteExclusive) {
        return sums(version, fromMinute, toMinuteExclusive).count(fact);
    }

    @Override
    public Set<String> versions(long fromMinute, long toMinuteExclusive) {
        Set<String> versions = new TreeSet<>(all(fromMinute, toMinuteExclusive).keySet());
        versions.remove(Cell.ALL);
        return versions;
    }

    @Override
    public Verdict.Figures figures(String version, long fromMinute, long toMinuteExclusive) {
        CompleteSums sums = sums(version, fromMinute, toMinuteExclusive);
        Map<Integer, Long> handleTimes = sums.handleTimes();
        return new Verdict.Figures(
                sums.count(Fact.STARTED),
                sums.count(Fact.ENDED),
                sums.count(Fact.ABANDONED),
                sums.count(Fact.TRANSFERRED),
                sums.count(Fact.CONTAINED),
                sums.count(Fact.IVR_HANGUP),
                sums.count(Fact.ERRORED),
                sums.count(Fact.HANDLED),
                sums.count(Fact.HANDLE_MS),
                sums.count(Fact.TALK_MS),
                sums.lateEvents(),
                percentile(handleTimes, 0.5),
                percentile(handleTimes, 0.9),
                sums.count(Fact.SHORT_ABANDONED),
                new GenesysFigures(
                        sums.count(Fact.OFFERED),
                        sums.count(Fact.ANSWERED),
                        sums.count(Fact.QUEUE_ABANDONS),
                        sums.count(Fact.AGENT_TRANSFERS)));
    }

    @Override
    public long matured(String version, Fact fact, int ages, long minute) {
        return sums(version, minute, minute + 1).count(fact, ages);
    }

    @Override
    public long maturedLong(String version, Duration longerThan, int ages, long minute) {
        return sums(version, minute, minute + 1).handledLonger(longerThan, ages);
    }

    @Override
    public int[] draws(String version, long minute) {
        return sums(version, minute, minute + 1).draws();
    }

    @Override
    public long lateEvents(String version, long fromMinute, long toMinuteExclusive) {
        return sums(version, fromMinute, toMinuteExclusive).lateEvents();
    }

    @Override
    public Set<String> flowVersions(int ages, long minute) {
        return sums(Cell.ALL, minute, minute + 1).flowVersions(ages);
    }

    private static Long percentile(Map<Integer, Long> handleTimes, double quantile) {
        OptionalLong ms = HandleTimes.percentile(handleTimes, quantile);
        return ms.isPresent() ? ms.getAsLong() : null;
    }

    private CompleteSums sums(String version, long from, long to) {
        CompleteSums sums = all(from, to).get(version);
        return sums == null ? new CompleteSums(List.of(), w) : sums;
    }

    private Map<String, CompleteSums> all(long from, long to) {
        if (from >= to) {
            return Map.of();
        }
        return windows.computeIfAbsent(new Window(from, to), window -> {
            readAtLeast(from, to);
            Map<String, CompleteSums> sums = new HashMap<>();
            minutes.subMap(from, to)
                    .values()
                    .forEach(read -> read.forEach(totals -> sums.computeIfAbsent(
                                    totals.version(), version -> new CompleteSums(new ArrayList<>(), w))
                            .totals()
                            .add(totals)));
            return sums;
        });
    }

    private void readAtLeast(long from, long to) {
        if (readFrom == readTo) {
            read(from, to);
            readFrom = from;
            readTo = to;
            return;
        }
        if (from < readFrom) {
            read(from, readFrom);
            readFrom = from;
        }
        if (to > readTo) {
            read(readTo, to);
            readTo = to;
        }
    }

    private void read(long from, long to) {
        store.read(
                canary,
                from,
                to,
                totals -> minutes.computeIfAbsent(totals.minute(), minute -> new ArrayList<>())
                        .add(totals));
    }
}
