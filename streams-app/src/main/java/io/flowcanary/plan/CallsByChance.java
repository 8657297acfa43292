package io.flowcanary.plan;

import io.flowcanary.judge.Counts;
import io.flowcanary.record.Fact;
import io.flowcanary.record.Policy.Metric;
import io.flowcanary.record.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts of calls that never were. What becomes bad does so within its guardrail's maturity, and each metric by itself. The gate
 * is fair, nothing comes late, and no call lacks a version: a plan is about harm and volume.
 */
final class CallsByChance implements Counts {
    /** For who counts ended calls only. */
    private static final int ENDED_AFTER_MINUTES = 5;

    private static final int[] NO_DRAWS = {};
    private static final Calls NO_CALLS = new Calls(0, new int[Metric.values().length]);
    private static final Verdict.Figures NO_FIGURES =
            new Verdict.Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null, 0, null);

    private final Chance chance;
    private final Map<String, Minutes> versions = new HashMap<>();

    private record Calls(int all, int[] byMetric) {
        int bad(Metric metric) {
            return byMetric[metric.ordinal()];
        }
    }

    /** One version's calls by minute: each is asked for many times. */
    private static final class Minutes {
        private static final Minutes NONE = new Minutes(0);

        private final long first;
        private final List<Calls> calls = new ArrayList<>();

        Minutes(long first) {
            this.first = first;
        }

        void add(long minute, Calls drawn) {
            while (end() < minute) {
                calls.add(NO_CALLS);
            }
            calls.add(drawn);
        }

        Calls at(long minute) {
            return minute < first || minute >= end() ? NO_CALLS : calls.get((int) (minute - first));
        }

        long end() {
            return first + calls.size();
        }
    }

    CallsByChance(Chance chance) {
        this.chance = chance;
    }

    /**
     * Draws the calls of one version that start in a minute, later than those drawn before.
     *
     * @param expected how many are expected
     * @param badRates per metric, the share of them that is bad
     */
    void draw(String version, long minute, double expected, Map<Metric, Double> badRates) {
        int calls = chance.arrivals(expected);
        int[] bad = new int[Metric.values().length];
        badRates.forEach((metric, rate) -> bad[metric.ordinal()] = chance.bad(calls, rate));
        versions.computeIfAbsent(version, name -> new Minutes(minute)).add(minute, new Calls(calls, bad));
    }

    /** How many calls of this version there were. */
    long all(String version) {
        return of(version).calls.stream().mapToLong(Calls::all).sum();
    }

    @Override
    public long total(String version, Fact fact, long fromMinute, long toMinuteExclusive) {
        Minutes minutes = of(version);
        long to = Math.min(minutes.end(), toMinuteExclusive - ENDED_AFTER_MINUTES);
        long total = 0;
        for (long minute = Math.max(minutes.first, fromMinute); minute < to; minute++) {
            total += count(minutes.at(minute), fact);
        }
        return total;
    }

    @Override
    public Verdict.Figures figures(String version, long fromMinute, long toMinuteExclusive) {
        return NO_FIGURES;
    }

    @Override
    public Set<String> versions(long fromMinute, long toMinuteExclusive) {
        return Set.of();
    }

    @Override
    public long matured(String version, Fact fact, int ages, long minute) {
        return count(of(version).at(minute), fact);
    }

    @Override
    public long maturedLong(String version, Duration longerThan, int ages, long minute) {
        return of(version).at(minute).bad(Metric.LONG_HANDLE_RATE);
    }

    @Override
    public int[] draws(String version, long minute) {
        return NO_DRAWS;
    }

    @Override
    public long lateEvents(String version, long fromMinute, long toMinuteExclusive) {
        return 0;
    }

    @Override
    public Set<String> flowVersions(int ages, long minute) {
        return Set.of();
    }

    private Minutes of(String version) {
        return versions.getOrDefault(version, Minutes.NONE);
    }

    private static long count(Calls calls, Fact fact) {
        return switch (fact) {
            case STARTED, ENDED -> calls.all();
            case ABANDONED, ENDED_ABANDONED -> calls.bad(Metric.ABANDON_RATE);
            case TRANSFERRED, ENDED_TRANSFERRED -> calls.bad(Metric.TRANSFER_RATE);
            case ERRORED -> calls.bad(Metric.ERROR_RATE);
            case IVR_HANGUP -> calls.bad(Metric.IVR_HANGUP_RATE);
            case CONTAINED -> calls.all() - calls.bad(Metric.CONTAINMENT_RATE);
            case SHORT_ABANDONED, HANDLED, OFFERED, ANSWERED, QUEUE_ABANDONS, AGENT_TRANSFERS, HANDLE_MS, TALK_MS -> 0;
        };
    }
}
