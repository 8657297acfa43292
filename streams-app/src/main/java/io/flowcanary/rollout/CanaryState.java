package io.flowcanary.rollout;

import io.flowcanary.judge.Evidence;
import io.flowcanary.record.LeaseGrant;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the judge's task remembers of one canary; kept as JSON by {@link io.flowcanary.record.Messages#json()}.
 *
 * @param rollout the latest rollout; null until the first start
 * @param judgedTo the last minute that was judged, in minutes since the epoch; -1 before the first
 * @param fitSince event time since which every look of the {@code threshold} judge found the canary fit at this step's confirmed
 *     share; null while it does not
 * @param deadlineFrom event time from which the policy's deadline counts: the start, or the last resumption
 * @param orders the latest orders by id, oldest first, each with its refusal or an empty text: each takes effect once
 * @param evidence what was read of the canary's cells
 * @param alarm the hold that people were told to look into; null while none stands
 * @param foreign what somebody else wrote into the parameter; null while the rollout is not paused for it
 * @param lease the lease of the deployment lock that was granted last; null once released
 * @param leases how many were granted
 * @param owesAllClear whether people were told that a wanted share is not in force, and not since that one is
 */
public record CanaryState(
        Rollout rollout,
        long judgedTo,
        Instant fitSince,
        Instant deadlineFrom,
        Map<String, String> orders,
        Evidence evidence,
        Verdict.Reason alarm,
        String foreign,
        LeaseGrant lease,
        long leases,
        boolean owesAllClear) {
    private static final int REMEMBERED_ORDERS = 100;

    /** A canary that never had a rollout. */
    public static final CanaryState NONE =
            new CanaryState(null, -1, null, null, Map.of(), Evidence.NONE, null, null, null, 0, false);

    public CanaryState {
        orders = orders == null ? Map.of() : orders;
        evidence = evidence == null ? Evidence.NONE : evidence;
    }

    /** Whether a rollout is going on. */
    public boolean active() {
        return rollout != null && rollout.state().active();
    }

    /** The lease that holds at this time. */
    public Optional<LeaseGrant> leaseAt(Instant at) {
        return Optional.ofNullable(lease).filter(granted -> granted.holds(at));
    }

    CanaryState with(Rollout changed, Instant fit) {
        return new CanaryState(
                changed, judgedTo, fit, deadlineFrom, orders, evidence, alarm, foreign, lease, leases, owesAllClear);
    }

    CanaryState withDeadlineFrom(Instant from) {
        return new CanaryState(
                rollout, judgedTo, fitSince, from, orders, evidence, alarm, foreign, lease, leases, owesAllClear);
    }

    CanaryState judged(long minute, Evidence read) {
        return new CanaryState(
                rollout, minute, fitSince, deadlineFrom, orders, read, alarm, foreign, lease, leases, owesAllClear);
    }

    CanaryState alarmed(Verdict.Reason about) {
        return new CanaryState(
                rollout,
                judgedTo,
                fitSince,
                deadlineFrom,
                orders,
                evidence,
                about,
                foreign,
                lease,
                leases,
                owesAllClear);
    }

    CanaryState foreign(String value) {
        return new CanaryState(
                rollout, judgedTo, fitSince, deadlineFrom, orders, evidence, alarm, value, lease, leases, owesAllClear);
    }

    CanaryState owingAllClear(boolean owes) {
        return new CanaryState(
                rollout, judgedTo, fitSince, deadlineFrom, orders, evidence, alarm, foreign, lease, leases, owes);
    }

    CanaryState leased(LeaseGrant granted) {
        return new CanaryState(
                rollout,
                judgedTo,
                fitSince,
                deadlineFrom,
                orders,
                evidence,
                alarm,
                foreign,
                granted,
                granted.number(),
                owesAllClear);
    }

    CanaryState unleased() {
        return new CanaryState(
                rollout,
                judgedTo,
                fitSince,
                deadlineFrom,
                orders,
                evidence,
                alarm,
                foreign,
                null,
                leases,
                owesAllClear);
    }

    CanaryState remembering(String orderId, String refusal) {
        Map<String, String> known = new LinkedHashMap<>(orders);
        known.put(orderId, refusal);
        if (known.size() > REMEMBERED_ORDERS) {
            known.remove(known.keySet().iterator().next());
        }
        return new CanaryState(
                rollout,
                judgedTo,
                fitSince,
                deadlineFrom,
                known,
                evidence,
                alarm,
                foreign,
                lease,
                leases,
                owesAllClear);
    }
}
