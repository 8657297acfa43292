package io.flowcanary.judge;

import io.flowcanary.record.Verdict.Comparison;
import java.math.BigDecimal;

/** Compares two rates. */
final class Rates {
    private Rates() {}

    /**
     * Compares without rounding: a difference of exactly the margin does not exceed it.
     *
     * @param margin percentage points
     */
    static Comparison compare(
            String metric, long stableBad, long stableCalls, long canaryBad, long canaryCalls, double margin) {
        if (stableCalls == 0 || canaryCalls == 0) {
            return new Comparison(metric, stableBad, stableCalls, canaryBad, canaryCalls, null, margin, false);
        }
        BigDecimal both = BigDecimal.valueOf(stableCalls).multiply(BigDecimal.valueOf(canaryCalls));
        BigDecimal worse = BigDecimal.valueOf(canaryBad)
                .multiply(BigDecimal.valueOf(stableCalls))
                .subtract(BigDecimal.valueOf(stableBad).multiply(BigDecimal.valueOf(canaryCalls)))
                .movePointRight(2);
        boolean exceeded = worse.compareTo(BigDecimal.valueOf(margin).multiply(both)) > 0;
        double difference = worse.doubleValue() / both.doubleValue();
        return new Comparison(metric, stableBad, stableCalls, canaryBad, canaryCalls, difference, margin, exceeded);
    }
}
