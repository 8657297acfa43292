package io.flowcanary.judge;

import io.flowcanary.judge.gate.GateCheck;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import java.time.Instant;

/**
 * How far the gate's draws at one share were read, and what they showed.
 *
 * @param since when that share came into force; null while none is known to be
 * @param nextMinute the first minute of draws that was not read
 * @param check what they showed
 */
public record GateReading(Instant since, long nextMinute, GateCheck check) {
    static final GateReading NONE = new GateReading(null, 0, GateCheck.EMPTY);

    /** A draw's minute is complete when an event of its end can no longer come in time. */
    private static final int COMPLETE_AFTER = 2;

    /** The gate may keep the share it has read for this long. */
    private static final int CACHED_MINUTES = 1;

    GateReading read(Look look) {
        Rollout rollout = look.rollout();
        // in a dry run nobody writes the share, so nothing can be said against it
        if (rollout.confirmedAt() == null
                || rollout.notInForce() != null
                || rollout.policy().dryRun()) {
            return NONE;
        }
        boolean same = rollout.confirmedAt().equals(since);
        long minute = same ? nextMinute : Look.firstWholeMinute(rollout.confirmedAt()) + CACHED_MINUTES;
        GateCheck read = same ? check : GateCheck.EMPTY;
        for (; minute + COMPLETE_AFTER <= look.toMinute(); minute++) {
            read = read.after(
                    look.counts().draws(rollout.policy().versions().stable(), minute),
                    look.counts().draws(rollout.policy().versions().canary(), minute));
        }
        return new GateReading(rollout.confirmedAt(), minute, read);
    }

    /** What the verdict shows of it; null while the share is not known to be in force. */
    public Verdict.Gate figures(int share) {
        return since == null
                ? null
                : new Verdict.Gate(
                        share,
                        check.canaryCalls(),
                        check.stableCalls(),
                        check.lnSplit(share / 100.0),
                        check.lnContexts(share / 100.0));
    }
}
