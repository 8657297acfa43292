package io.flowcanary.judge;

import io.flowcanary.record.Fact;
import io.flowcanary.record.Verdict;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts that a test writes down, by version, start minute and fact. */
public final class FixedCounts implements Counts {
    private final Map<String, TreeMap<Long, Map<Fact, Long>>> cells = new HashMap<>();
    private final Map<Long, Long> everything = new HashMap<>();
    private final Map<String, Long> longHandled = new HashMap<>();
    private final Map<String, int[]> draws = new HashMap<>();
    private final Map<String, TreeMap<Long, Long>> late = new HashMap<>();
    private final Map<Long, Set<String>> flows = new HashMap<>();

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
                total(version, Fact.TALK_MS, from, to),
                lateEvents(version, from, to),
                null,
                null,
                0,
                null);
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

    /** Everything that a test writes down happened at once: at age 0. */
    @Override
    public long matured(String version, Fact fact, int ages, long minute) {
        if (version.equals("*")) {
            return everything.getOrDefault(minute, 0L);
        }
        return total(version, fact, minute, minute + 1);
    }

    /** Adds conversations of the canary's flow, with a version or not. */
    public FixedCounts all(long minute, long calls) {
        everything.merge(minute, calls, Long::sum);
        return this;
    }

    @Override
    public long maturedLong(String version, Duration longerThan, int ages, long minute) {
        return longHandled.getOrDefault(version + minute, 0L);
    }

    /** Adds conversations that were handled for long. */
    public FixedCounts longHandled(String version, long minute, long calls) {
        longHandled.merge(version + minute, calls, Long::sum);
        return this;
    }

    @Override
    public int[] draws(String version, long minute) {
        return draws.getOrDefault(version + minute, new int[0]);
    }

    /** Sets when in this minute the gate drew the version. */
    public FixedCounts drawn(String version, long minute, int... ms) {
        draws.put(version + minute, ms);
        return this;
    }

    @Override
    public long lateEvents(String version, long fromMinute, long toMinuteExclusive) {
        return late.getOrDefault(version, new TreeMap<>()).subMap(fromMinute, toMinuteExclusive).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Adds events that came too late. */
    public FixedCounts late(String version, long minute, long events) {
        late.computeIfAbsent(version, name -> new TreeMap<>()).merge(minute, events, Long::sum);
        return this;
    }

    @Override
    public Set<String> flowVersions(int ages, long minute) {
        return flows.getOrDefault(minute, Set.of());
    }

    /** Sets which versions of the flow this minute's calls went through. */
    public FixedCounts flow(long minute, String... versions) {
        flows.put(minute, Set.of(versions));
        return this;
    }
}
