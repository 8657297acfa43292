package io.flowcanary.judge;

import io.flowcanary.record.Fact;
import io.flowcanary.record.Verdict;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts that a test writes down, by version, start minute and fact. */
public final class FixedCounts implements Counts {
    private final Map<String, TreeMap<Long, Map<Fact, Long>>> cells = new HashMap<>();

    /** Adds conversations that started in this minute; all of them have ended. */
    public FixedCounts ended(String version, long minute, long ended, long abandoned, long transferred) {
        return add(version, minute, Fact.STARTED, ended)
                .add(version, minute, Fact.ENDED, ended)
                .add(version, minute, Fact.ENDED_ABANDONED, abandoned)
                .add(version, minute, Fact.ENDED_TRANSFERRED, transferred);
    }

    public FixedCounts add(String version, long minute, Fact fact, long count) {
        cells.computeIfAbsent(version, v -> new TreeMap<>())
                .computeIfAbsent(minute, m -> new EnumMap<>(Fact.class))
                .merge(fact, count, Long::sum);
        return this;
    }

    @Override
    public long total(String version, Fact fact, long fromMinute, long toMinuteExclusive) {
        return cells.getOrDefault(version, new TreeMap<>()).subMap(fromMinute, toMinuteExclusive).values().stream()
                .mapToLong(facts -> facts.getOrDefault(fact, 0L))
                .sum();
    }

    @Override
    public Verdict.Figures figures(String version, long from, long to) {
        return new Verdict.Figures(
                total(version, Fact.STARTED, from, to),
                total(version, Fact.ENDED, from, to),
                total(version, Fact.ABANDONED, from, to),
                total(version, Fact.TRANSFERRED, from, to),
                total(version, Fact.CONTAINED, from, to),
                total(version, Fact.IVR_HANGUP, from, to),
                total(version, Fact.ERRORED, from, to),
                total(version, Fact.HANDLED, from, to),
                total(version, Fact.HANDLE_MS, from, to),
                total(version, Fact.TALK_MS, from, to));
    }

    @Override
    public Set<String> versions(long from, long to) {
        Set<String> versions = new TreeSet<>();
        cells.forEach((version, minutes) -> {
            if (!minutes.subMap(from, to).isEmpty()) {
                versions.add(version);
            }
        });
        return versions;
    }
}
