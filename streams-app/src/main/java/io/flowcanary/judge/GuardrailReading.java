package io.flowcanary.judge;

import io.flowcanary.judge.evidence.Block;
import io.flowcanary.judge.evidence.DifferenceInterval;
import io.flowcanary.judge.evidence.GuardrailEvidence;
import io.flowcanary.record.Policy.Guardrail;

/**
 * How far one guardrail's mature minutes were read, and what they showed.
 *
 * @param nextMinute the first start minute that was not read, in minutes since the epoch
 * @param evidence of all blocks that ended
 * @param interval of all blocks that ended
 * @param open the block that has not ended: a version has no call in it yet
 * @param step all calls since this step's share came into force
 * @param recent calls of late
 */
public record GuardrailReading(
        long nextMinute,
        GuardrailEvidence evidence,
        DifferenceInterval interval,
        Block open,
        Block step,
        Recent recent) {

    static GuardrailReading from(long minute) {
        return new GuardrailReading(
                minute, GuardrailEvidence.NEW, DifferenceInterval.NEW, Block.EMPTY, Block.EMPTY, Recent.NONE);
    }

    /** Reads a minute from before the canary: only its stable calls say anything. */
    GuardrailReading before(Block minute) {
        Block stable = new Block(minute.stableCalls(), minute.stableBad(), 0, 0);
        return new GuardrailReading(nextMinute + 1, evidence.before(stable), interval, open, step, recent);
    }

    /** Reads a minute. */
    GuardrailReading after(Block minute, Guardrail guardrail, long windowMinutes) {
        GuardrailReading longer = new GuardrailReading(
                nextMinute + 1,
                evidence,
                interval,
                open.plus(minute),
                step.plus(minute),
                recent.after(minute, windowMinutes));
        return longer.open.comparable() ? longer.endBlock(guardrail) : longer;
    }

    /** Another share came into force: what follows is a block, and a step, of its own. */
    GuardrailReading cut(Guardrail guardrail) {
        GuardrailReading ended = endBlock(guardrail);
        return new GuardrailReading(nextMinute, ended.evidence, ended.interval, Block.EMPTY, Block.EMPTY, recent);
    }

    private GuardrailReading endBlock(Guardrail guardrail) {
        double margin = guardrail.margin() / 100;
        DifferenceInterval after =
                open.comparable() ? interval.after(open, evidence.baseline(), evidence.total(), margin) : interval;
        return new GuardrailReading(nextMinute, evidence.after(open, margin), after, Block.EMPTY, step, recent);
    }

    /** All canary calls that were read since the evidence began. */
    long canaryCalls() {
        return evidence.total().canaryCalls() + open.canaryCalls();
    }
}
