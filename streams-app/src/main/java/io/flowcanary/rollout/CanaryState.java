package io.flowcanary.rollout;

import io.flowcanary.record.Rollout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * All that the judge's task remembers of one canary.
 *
 * @param rollout the latest rollout; null before the first
 * @param judgedTo the last minute of W that was judged, in minutes since the epoch
 * @param fitSince since when the canary has been found fit without a break at the present share; null when it is not
 * @param deadlineSince from when the deadline counts: the start, or the last resumption
 * @param obeyed ids of the last commands, so that each takes effect once
 */
public record CanaryState(
        Rollout rollout, long judgedTo, Instant fitSince, Instant deadlineSince, List<String> obeyed) {
    private static final int REMEMBERED = 100;

    /** Before anything happened. */
    public static final CanaryState NONE = new CanaryState(null, Long.MIN_VALUE, null, null, List.of());

    public CanaryState {
        obeyed = obeyed == null ? List.of() : List.copyOf(obeyed);
    }

    /** Whether a rollout is under way. */
    public boolean active() {
        return rollout != null && rollout.state().active();
    }

    CanaryState obeying(String commandId) {
        List<String> ids = new ArrayList<>(obeyed);
        ids.add(commandId);
        return new CanaryState(
                rollout,
                judgedTo,
                fitSince,
                deadlineSince,
                ids.subList(Math.max(0, ids.size() - REMEMBERED), ids.size()));
    }

    CanaryState with(Rollout newer) {
        return new CanaryState(newer, judgedTo, fitSince, deadlineSince, obeyed);
    }

    CanaryState judgedTo(long minute) {
        return new CanaryState(rollout, minute, fitSince, deadlineSince, obeyed);
    }

    CanaryState fitSince(Instant since) {
        return new CanaryState(rollout, judgedTo, since, deadlineSince, obeyed);
    }

    CanaryState deadlineSince(Instant since) {
        return new CanaryState(rollout, judgedTo, fitSince, since, obeyed);
    }
}
