package io.flowcanary.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.record.LeaseGrant;
import io.flowcanary.record.Rollout;
import io.flowcanary.rollout.CanaryState;
import io.flowcanary.topology.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * How a canary stands.
 *
 * @param canary its id
 * @param rollout its latest rollout; null when it never had one
 * @param lease the lease of its deployment lock that holds; null without one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CanaryView(String canary, Rollout rollout, LeaseGrant lease) {

    /** Whether a rollout is going on. */
    public boolean active() {
        return rollout != null && rollout.state().active();
    }

    /**
     * One canary; empty when it never had a rollout and nobody holds a lease.
     *
     * @param now a lease that ended before is none
     */
    public static Optional<CanaryView> read(Shard shard, String canary, Instant now) {
        return Optional.ofNullable(shard.store(Store.CANARIES).get(canary)).flatMap(state -> of(canary, state, now));
    }

    /** Every canary of one partition, in no order. */
    public static List<CanaryView> readAll(Shard shard, Instant now) {
        List<CanaryView> views = new ArrayList<>();
        try (KeyValueIterator<String, CanaryState> all =
                shard.store(Store.CANARIES).all()) {
            while (all.hasNext()) {
                KeyValue<String, CanaryState> entry = all.next();
                of(entry.key, entry.value, now).ifPresent(views::add);
            }
        }
        return views;
    }

    private static Optional<CanaryView> of(String canary, CanaryState state, Instant now) {
        CanaryView view =
                new CanaryView(canary, state.rollout(), state.leaseAt(now).orElse(null));
        return view.rollout == null && view.lease == null ? Optional.empty() : Optional.of(view);
    }
}
