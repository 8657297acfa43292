package io.flowcanary.rollout;

import io.flowcanary.record.Rollout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the judge's task remembers of one canary; kept as JSON by {@link io.flowcanary.record.Messages#json()}.
 *
 * @param rollout the latest rollout; null until the first start
 * @param judgedTo the last minute that was judged, in minutes since the epoch; -1 before the first
 * @param fitSince event time since which every look found the canary fit at this step's confirmed share; null while it is not
 * @param deadlineFrom event time from which the policy's deadline counts: the start, or the last resumption
 * @param commandIds the latest commands that people gave, oldest first: each takes effect once
 */
public record CanaryState(
        Rollout rollout, long judgedTo, Instant fitSince, Instant deadlineFrom, List<String> commandIds) {
    private static final int REMEMBERED_COMMANDS = 100;

    /** A canary that never had a rollout. */
    public static final CanaryState NONE = new CanaryState(null, -1, null, null, List.of());

    public CanaryState {
        commandIds = commandIds == null ? List.of() : List.copyOf(commandIds);
    }

    /** Whether a rollout is going on. */
    public boolean active() {
        return rollout != null && rollout.state().active();
    }

    CanaryState with(Rollout changed, Instant fit) {
        return new CanaryState(changed, judgedTo, fit, deadlineFrom, commandIds);
    }

    CanaryState withDeadlineFrom(Instant from) {
        return new CanaryState(rollout, judgedTo, fitSince, from, commandIds);
    }

    CanaryState judged(long minute) {
        return new CanaryState(rollout, minute, fitSince, deadlineFrom, commandIds);
    }

    CanaryState remembering(String commandId) {
        List<String> ids = new ArrayList<>(commandIds);
        ids.add(commandId);
        int from = Math.max(0, ids.size() - REMEMBERED_COMMANDS);
        return new CanaryState(rollout, judgedTo, fitSince, deadlineFrom, ids.subList(from, ids.size()));
    }
}
