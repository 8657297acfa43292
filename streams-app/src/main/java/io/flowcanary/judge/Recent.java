package io.flowcanary.judge;

import io.flowcanary.judge.evidence.Block;

/**
 * Calls per minute as they are of late: counts in which an older minute weighs less, so that they sum to about the last
 * window's.
 *
 * @param stableCalls weighted count
 * @param stableBad weighted count
 * @param canaryCalls weighted count
 * @param canaryBad weighted count
 */
public record Recent(double stableCalls, double stableBad, double canaryCalls, double canaryBad) {
    static final Recent NONE = new Recent(0, 0, 0, 0);

    Recent after(Block minute, long windowMinutes) {
        double kept = 1 - 1.0 / windowMinutes;
        return new Recent(
                kept * stableCalls + minute.stableCalls(),
                kept * stableBad + minute.stableBad(),
                kept * canaryCalls + minute.canaryCalls(),
                kept * canaryBad + minute.canaryBad());
    }
}
