package io.flowcanary.judge;

import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import java.time.Instant;

/**
 * One evaluation of one canary.
 *
 * @param rollout what is judged: its policy, its share and since when that is in force, and since when calls are evidence
 * @param at the watermark, a whole minute: nothing later is known
 * @param counts the canary's counts at the watermark
 * @param evidence read from them up to the watermark
 */
public record Look(Rollout rollout, Instant at, Counts counts, Evidence evidence) {
    private static final long MINUTE = 60;

    /** A look that reads on from what was read before. */
    public static Look of(Rollout rollout, Instant at, Counts counts, Evidence before) {
        Look unread = new Look(rollout, at, counts, before);
        return new Look(rollout, at, counts, Evidence.read(unread));
    }

    /** What it is judged by. */
    public Policy policy() {
        return rollout.policy();
    }

    /**
     * The first start minute looked at: the window's first, or the first that lies wholly after the evidence began. The minute
     * in which it began is left out, because its count cannot tell the calls before that instant from those after it.
     */
    public long fromMinute() {
        long window = toMinute() - policy().window().toMinutes();
        return Math.min(toMinute(), Math.max(window, firstWholeMinute(rollout.evidenceSince())));
    }

    /** The start minute at which the range ends, exclusive: that of the watermark. */
    public long toMinute() {
        return minute(at);
    }

    /** The first minute that lies wholly at or after an instant, in minutes since the epoch. */
    static long firstWholeMinute(Instant instant) {
        return -Math.floorDiv(-instant.getEpochSecond() - (instant.getNano() > 0 ? 1 : 0), MINUTE);
    }

    /** The minute in which an instant lies, in minutes since the epoch. */
    static long minute(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), MINUTE);
    }
}
