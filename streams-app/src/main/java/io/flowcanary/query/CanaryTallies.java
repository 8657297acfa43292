package io.flowcanary.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.assemble.Cell;
import io.flowcanary.record.Policy;
import io.flowcanary.rollout.CanaryState;
import io.flowcanary.tally.PolicyTallies;
import io.flowcanary.tally.TallyStore;
import io.flowcanary.tally.VersionTally;
import io.flowcanary.topology.Store;
import io.flowcanary.topology.StoredTallies;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * One canary's versions side by side.
 *
 * @param canary whose
 * @param from start of the first minute whose calls are summed
 * @param to end of the last
 * @param countedUpTo the watermark: event time up to which every event has been counted; null while it is not known
 * @param versions per version
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CanaryTallies(
        String canary, Instant from, Instant to, Instant countedUpTo, SortedMap<String, VersionTally> versions) {

    /** The calls that started within a span of whole minutes. */
    public static CanaryTallies read(Shard shard, String canary, Span span, OptionalLong w) {
        return new CanaryTallies(
                canary,
                instant(span.from()),
                instant(span.to()),
                w.isEmpty() ? null : Instant.ofEpochMilli(w.getAsLong()),
                VersionTally.read(tallies(shard, canary), canary, span.from(), span.to()));
    }

    /** As the policy of the canary's latest rollout counts them. */
    static TallyStore tallies(Shard shard, String canary) {
        CanaryState state = shard.store(Store.CANARIES).get(canary);
        Policy policy = state == null || state.rollout() == null
                ? null
                : state.rollout().policy();
        return new PolicyTallies(new StoredTallies(shard.store(Store.TALLIES)), policy);
    }

    static Instant instant(long minute) {
        return Instant.ofEpochMilli(minute * Cell.MINUTE);
    }
}
