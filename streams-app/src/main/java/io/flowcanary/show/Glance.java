package io.flowcanary.show;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.query.EvidenceSeries;
import io.flowcanary.query.History;
import io.flowcanary.query.Shard;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import io.flowcanary.rollout.CanaryState;
import io.flowcanary.topology.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * What the judge made of a canary, at a glance.
 *
 * @param canary whose
 * @param verdict the rollout's last one; null without any
 * @param compared its last one in which guardrails were compared, since an order's compares none; null without any
 * @param explanation of the last verdict, in plain words
 * @param evidence how it grew over the last day, by metric
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Glance(
        String canary,
        Verdict verdict,
        Verdict compared,
        Explanation explanation,
        SortedMap<String, List<EvidenceSeries.Point>> evidence) {
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * How it stands now: of the latest rollout. Empty when the canary never had one.
     *
     * @param points of evidence for each guardrail at most
     */
    public static Optional<Glance> now(Shard shard, String canary, int points) {
        return rollout(shard, canary).map(rollout -> of(shard, rollout, rollout.startedAt(), Long.MAX_VALUE, points));
    }

    /** How it stood at a moment: of the rollout that was then. */
    public static Optional<Glance> at(Shard shard, String canary, Instant moment, int points) {
        return rollout(shard, canary).map(rollout -> {
            Instant begin = moment.isBefore(rollout.startedAt()) ? Instant.EPOCH : rollout.startedAt();
            return of(shard, rollout.asOf(moment), begin, moment.toEpochMilli() + 1, points);
        });
    }

    /** @param begin what was judged before says nothing of the rollout */
    private static Glance of(Shard shard, Rollout rollout, Instant begin, long before, int points) {
        String canary = rollout.canary();
        Verdict verdict = newest(shard, canary, begin, before, Glance::judges);
        Verdict compared = newest(
                shard, canary, begin, before, entry -> !entry.guardrails().isEmpty());
        Instant last = verdict == null ? begin : verdict.judgedAt();
        Instant from = last.minus(DAY).isAfter(begin) ? last.minus(DAY) : begin;
        EvidenceSeries evidence = EvidenceSeries.read(shard, canary, from, last.plusMillis(1), points);
        return new Glance(canary, verdict, compared, Explanation.of(rollout, verdict), evidence.guardrails());
    }

    /** After the end, the verdict that ended it stands; what is said later is of the share alone, which the rollout tells. */
    private static boolean judges(Verdict verdict) {
        return verdict.state().active() || verdict.verdict() != Verdict.Kind.HOLD;
    }

    private static Optional<Rollout> rollout(Shard shard, String canary) {
        return Optional.ofNullable(shard.store(Store.CANARIES).get(canary)).map(CanaryState::rollout);
    }

    /** Null without any. */
    private static Verdict newest(Shard shard, String canary, Instant begin, long before, Predicate<Verdict> which) {
        return History.page(shard, Store.VERDICTS, canary, 1, before, which).entries().stream()
                .findFirst()
                .filter(verdict -> !verdict.judgedAt().isBefore(begin))
                .orElse(null);
    }
}
