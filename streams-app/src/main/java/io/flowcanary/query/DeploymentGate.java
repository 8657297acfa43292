package io.flowcanary.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.act.Reading;
import io.flowcanary.record.LeaseGrant;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a pipeline may deploy now. Whatever is not known closes it.
 *
 * @param canary whose
 * @param open whether it may
 * @param reason why, in plain words
 * @param parameter the SSM parameter that was read; null when none was
 * @param share the percentage that it held; null when that is not known
 * @param readAt when it was read
 * @param who keeps it closed; null when nobody does
 * @param since when it was closed; null when that is not known
 * @param until when it is expected to open by itself at the latest: a lease's end, or the deadline of a rollout that then ends,
 *     counted from its start; null when it may take for ever
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeploymentGate(
        String canary,
        boolean open,
        String reason,
        String parameter,
        Integer share,
        Instant readAt,
        String who,
        Instant since,
        Instant until) {

    /** Closed, since nobody can tell how the canary stands. */
    public static DeploymentGate unknown(String canary, String why) {
        return new DeploymentGate(
                canary, false, "how the canary stands is not known: " + why, null, null, null, null, null, null);
    }

    /**
     * @param view how the canary stands; empty when it never had a rollout or a lease
     * @param reading of its parameter
     */
    public static DeploymentGate of(String canary, Optional<CanaryView> view, Reading reading) {
        Rollout rollout = view.map(CanaryView::rollout).orElse(null);
        LeaseGrant lease = view.map(CanaryView::lease).orElse(null);
        if (rollout != null && rollout.state().active()) {
            return closed(
                    canary,
                    reading,
                    "a rollout is active at " + rollout.share() + " %: " + rollout.state(),
                    rollout.actor(),
                    rollout.startedAt(),
                    deadline(rollout));
        }
        if (lease != null) {
            return closed(
                    canary,
                    reading,
                    "lease " + lease.number() + " is held",
                    lease.holder(),
                    lease.since(),
                    lease.until());
        }
        if (rollout != null && !rollout.inForce()) {
            return closed(
                    canary,
                    reading,
                    "the last rollout's share is not in force: " + rollout.shortfall(),
                    rollout.actor(),
                    rollout.changedAt(),
                    null);
        }
        Optional<String> unsettled = unsettled(reading);
        return unsettled.isPresent()
                ? closed(canary, reading, unsettled.get(), null, null, null)
                : new DeploymentGate(
                        canary,
                        true,
                        "no rollout is active, nobody holds a lease, and the share is " + reading.share() + " %",
                        reading.parameter(),
                        reading.share(),
                        reading.at(),
                        null,
                        null,
                        null);
    }

    private static Instant deadline(Rollout rollout) {
        Policy.Deadline deadline = rollout.policy().deadline();
        return deadline.then() == Policy.DeadlineAction.HOLD
                ? null
                : rollout.startedAt().plus(deadline.after());
    }

    /** Why the share itself closes the gate; empty when it is 0 or 100. */
    public static Optional<String> unsettled(Reading reading) {
        if (reading.share() == null) {
            return Optional.of("the share is not known: " + reading.problem());
        }
        return reading.share() == 0 || reading.share() == 100
                ? Optional.empty()
                : Optional.of("the share of " + reading.parameter() + " is " + reading.share() + " %, not 0 or 100");
    }

    private static DeploymentGate closed(
            String canary, Reading reading, String reason, String who, Instant since, Instant until) {
        return new DeploymentGate(
                canary, false, reason, reading.parameter(), reading.share(), reading.at(), who, since, until);
    }
}
