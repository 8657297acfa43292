package io.flowcanary.judge;

import io.flowcanary.record.Policy;
import java.time.Instant;

/**
 * One evaluation of one canary.
 *
 * @param policy what it is judged by
 * @param at W, a whole minute: nothing later is known
 * @param evidenceSince conversations that started earlier are no evidence
 * @param counts the canary's counts at W
 */
public record Look(Policy policy, Instant at, Instant evidenceSince, Counts counts) {
    private static final long MINUTE = 60;

    /**
     * The first start minute looked at: the window's first, or the first that lies wholly after the evidence began. The minute
     * in which it began is left out, because its count cannot tell the calls before that instant from those after it.
     */
    public long fromMinute() {
        long window = toMinute() - policy.window().toMinutes();
        long evidence = -Math.floorDiv(-evidenceSince.getEpochSecond() - (evidenceSince.getNano() > 0 ? 1 : 0), MINUTE);
        return Math.min(toMinute(), Math.max(window, evidence));
    }

    /** The start minute at which the range ends, exclusive: that of W. */
    public long toMinute() {
        return Math.floorDiv(at.getEpochSecond(), MINUTE);
    }
}
