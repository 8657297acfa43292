package io.flowcanary.rollout;

import io.flowcanary.record.Command;
import io.flowcanary.record.LeaseGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Leases of the deployment lock: while one holds, the canary does not start; while a rollout is active, or its last share is not in force, none is granted. Both are
 * decided here, in the order of the commands, so never both.
 */
final class Leasing {
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(4);

    private Leasing() {}

    static Decision lease(CanaryState state, Command.Lease order, Instant at) {
        Duration length = order.length();
        if (length == null || length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            return Decision.refused(state, "length: '" + length + "' is not allowed; expected 10 seconds to 4 hours");
        }
        if (state.active()) {
            return Decision.refused(
                    state,
                    "a rollout of " + order.canary() + " is active at "
                            + state.rollout().share() + " % since "
                            + state.rollout().startedAt() + ": wait for its end, or abort it");
        }
        if (state.rollout() != null && !state.rollout().inForce()) {
            return Decision.refused(
                    state,
                    "the last rollout's share is not in force: "
                            + state.rollout().shortfall());
        }
        Optional<LeaseGrant> held = state.leaseAt(at);
        if (held.isPresent()) {
            return Decision.refused(state, held(held.get()) + ": wait until it is released");
        }
        LeaseGrant lease =
                new LeaseGrant(state.leases() + 1, Commands.orElse(order.actor(), "somebody"), at, at.plus(length));
        return Decision.of(state, state.leased(lease));
    }

    static Decision release(CanaryState state, Command.Release order, Instant at) {
        boolean holds =
                state.leaseAt(at).map(lease -> lease.number() == order.lease()).orElse(false);
        return holds
                ? Decision.of(state, state.unleased())
                : Decision.refused(state, "lease " + order.lease() + " is not held: it ended, or never existed");
    }

    static String held(LeaseGrant lease) {
        return lease.holder() + " holds lease " + lease.number() + " until " + lease.until();
    }
}
