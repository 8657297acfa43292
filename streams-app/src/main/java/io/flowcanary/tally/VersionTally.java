package io.flowcanary.tally;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.assemble.Cell;
import io.flowcanary.assemble.HandleTimes;
import io.flowcanary.record.Fact;
import io.flowcanary.record.GenesysFigures;
import io.flowcanary.record.Totals;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is now known of one version's calls that started within a window: late facts are included, and also told apart.
 *
 * @param handleMs sum of handle times, milliseconds
 * @param talkMs sum of talk times, milliseconds
 * @param handleP50Ms median handle time, true to 1 %; null without handled conversations
 * @param handleP90Ms 90th percentile of handle times, true to 1 %; null without handled conversations
 * @param late how much of the above came after it could be evidence, by fact; absent facts have none
 * @param shortAbandoned callers who gave up sooner than the policy counts; not among the abandoned
 * @param genesys what Genesys counts of them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VersionTally(
        long started,
        long ended,
        long abandoned,
        long transferred,
        long contained,
        long ivrHangup,
        long errored,
        long handled,
        long handleMs,
        long talkMs,
        Long handleP50Ms,
        Long handleP90Ms,
        Map<String, Long> late,
        long shortAbandoned,
        GenesysFigures genesys) {

    /**
     * Sums up a window per version. The pseudo-version {@code *} is left out.
     *
     * @param from first start minute, minutes since the epoch
     * @param to the minute after the last
     */
    public static SortedMap<String, VersionTally> read(TallyStore store, String canary, long from, long to) {
        Map<String, Sum> sums = new HashMap<>();
        store.read(canary, from, to, totals -> {
            if (!totals.version().equals(Cell.ALL)) {
                sums.computeIfAbsent(totals.version(), version -> new Sum()).add(totals);
            }
        });
        SortedMap<String, VersionTally> tallies = new TreeMap<>();
        sums.forEach((version, sum) -> tallies.put(version, sum.tally()));
        return tallies;
    }

    /**
     * Sums up each minute of a window per version. The pseudo-version {@code *} is left out, and minutes without a call.
     *
     * @param from first start minute, minutes since the epoch
     * @param to the minute after the last
     */
    public static SortedMap<Long, SortedMap<String, VersionTally>> byMinute(
            TallyStore store, String canary, long from, long to) {
        SortedMap<Long, SortedMap<String, Sum>> sums = new TreeMap<>();
        store.read(canary, from, to, totals -> {
            if (!totals.version().equals(Cell.ALL)) {
                sums.computeIfAbsent(totals.minute(), minute -> new TreeMap<>())
                        .computeIfAbsent(totals.version(), version -> new Sum())
                        .add(totals);
            }
        });
        SortedMap<Long, SortedMap<String, VersionTally>> tallies = new TreeMap<>();
        sums.forEach((minute, versions) -> {
            SortedMap<String, VersionTally> byVersion = new TreeMap<>();
            versions.forEach((version, sum) -> byVersion.put(version, sum.tally()));
            tallies.put(minute, byVersion);
        });
        return tallies;
    }

    private static final class Sum {
        private final Map<Fact, Long> all = new EnumMap<>(Fact.class);
        private final Map<Fact, Long> late = new EnumMap<>(Fact.class);
        private final Map<Integer, Long> handleTimes = new HashMap<>();

        void add(Totals totals) {
            totals.counts().forEach((fact, ages) -> ages.values().forEach(count -> all.merge(fact, count, Long::sum)));
            totals.late().forEach((fact, count) -> {
                all.merge(fact, count, Long::sum);
                late.merge(fact, count, Long::sum);
            });
            totals.handleTimesByAge()
                    .forEach((bucket, ages) ->
                            ages.values().forEach(count -> handleTimes.merge(bucket, count, Long::sum)));
            totals.lateHandleTimes().forEach((bucket, count) -> handleTimes.merge(bucket, count, Long::sum));
        }

        VersionTally tally() {
            Map<String, Long> lateByName = new TreeMap<>();
            late.forEach((fact, count) -> {
                if (count != 0 && !fact.asGenesysCounts()) {
                    lateByName.put(fact.json(), count);
                }
            });
            return new VersionTally(
                    of(Fact.STARTED),
                    of(Fact.ENDED),
                    of(Fact.ABANDONED),
                    of(Fact.TRANSFERRED),
                    of(Fact.CONTAINED),
                    of(Fact.IVR_HANGUP),
                    of(Fact.ERRORED),
                    of(Fact.HANDLED),
                    of(Fact.HANDLE_MS),
                    of(Fact.TALK_MS),
                    percentile(0.5),
                    percentile(0.9),
                    lateByName,
                    of(Fact.SHORT_ABANDONED),
                    new GenesysFigures(
                            of(Fact.OFFERED), of(Fact.ANSWERED), of(Fact.QUEUE_ABANDONS), of(Fact.AGENT_TRANSFERS)));
        }

        private long of(Fact fact) {
            return all.getOrDefault(fact, 0L);
        }

        private Long percentile(double quantile) {
            OptionalLong ms = HandleTimes.percentile(handleTimes, quantile);
            return ms.isPresent() ? ms.getAsLong() : null;
        }
    }
}
