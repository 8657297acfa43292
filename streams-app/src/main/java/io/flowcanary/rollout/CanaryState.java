package io.flowcanary.rollout;

import io.flowcanary.judge.Evidence;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the judge's task remembers of one canary; kept as JSON by {@link io.flowcanary.record.Messages#json()}.
 *
 * @param rollout the latest rollout; null until the first start
 * @param judgedTo the last minute that was judged, in minutes since the epoch; -1 before the first
 * @param fitSince event time since which every look of the {@code threshold} judge found the canary fit at this step's confirmed
 *     share; null while it does not
 * @param deadlineFrom event time from which the policy's deadline counts: the start, or the last resumption
 * @param commandIds the latest commands that people gave, oldest first: each takes effect once
 * @param evidence what was read of the canary's cells
 * @param alarm the hold that people were told to look into; null while none stands
 */
public record CanaryState(
        Rollout rollout,
        long judgedTo,
        Instant fitSince,
        Instant deadlineFrom,
        List<String> commandIds,
        Evidence evidence,
        Verdict.Reason alarm) {
    private static final int REMEMBERED_COMMANDS = 100;

    /** A canary that never had a rollout. */
    public static final CanaryState NONE = new CanaryState(null, -1, null, null, List.of(), Evidence.NONE, null);

    public CanaryState {
        commandIds = commandIds == null ? List.of() : List.copyOf(commandIds);
        evidence = evidence == null ? Evidence.NONE : evidence;
    }

    /** Whether a rollout is going on. */
    public boolean active() {
        return rollout != null && rollout.state().active();
    }

    CanaryState with(Rollout changed, Instant fit) {
        return new CanaryState(changed, judgedTo, fit, deadlineFrom, commandIds, evidence, alarm);
    }

    CanaryState withDeadlineFrom(Instant from) {
        return new CanaryState(rollout, judgedTo, fitSince, from, commandIds, evidence, alarm);
    }

    CanaryState judged(long minute, Evidence read) {
        return new CanaryState(rollout, minute, fitSince, deadlineFrom, commandIds, read, alarm);
    }

    CanaryState alarmed(Verdict.Reason about) {
        return new CanaryState(rollout, judgedTo, fitSince, deadlineFrom, commandIds, evidence, about);
    }

    CanaryState remembering(String commandId) {
        List<String> ids = new ArrayList<>(commandIds);
        ids.add(commandId);
        int from = Math.max(0, ids.size() - REMEMBERED_COMMANDS);
        return new CanaryState(
                rollout, judgedTo, fitSince, deadlineFrom, ids.subList(from, ids.size()), evidence, alarm);
    }
}
