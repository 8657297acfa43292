package io.flowcanary.judge;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** How many calls of each version are bad, compared in whole numbers: no rate is rounded before a decision. */
record Rates(long stableBad, long stableCalls, long canaryBad, long canaryCalls) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int MOST_DECIMALS = 40;

    /** Whether both versions have a call: otherwise there is no difference. */
    boolean comparable() {
        return stableCalls > 0 && canaryCalls > 0;
    }

    /** Whether the canary is worse by more than this many percentage points, taken as the decimal number it is written as. */
    boolean worseBy(double margin) {
        return comparable() && gap().compareTo(BigDecimal.valueOf(margin).multiply(scale())) > 0;
    }

    /** Canary rate less stable rate in percentage points, to the nearest double; null when there is none. */
    Double difference() {
        return comparable()
                ? (Double) gap().divide(scale(), MathContext.DECIMAL64).doubleValue()
                : null;
    }

    /** Both rates with their counts: {@code 14.0 % (7 of 50) against 8.0 % (80 of 1,000)}. */
    String text() {
        return rate(canaryBad, canaryCalls) + " against " + rate(stableBad, stableCalls);
    }

    /** How much worse, with as many decimals as it takes to differ from the margin: never "2.0 points, 2.0 accepted". */
    String excess(double margin) {
        BigDecimal accepted = BigDecimal.valueOf(margin);
        int decimals = 1;
        BigDecimal points = points(decimals);
        while (points.compareTo(accepted) <= 0 && decimals < MOST_DECIMALS) {
            points = points(++decimals);
        }
        return points.toPlainString() + " points worse, " + accepted.toPlainString() + " accepted";
    }

    private BigDecimal points(int decimals) {
        return gap().divide(scale(), decimals, RoundingMode.HALF_UP);
    }

    /** The difference in percentage points, times {@link #scale}. */
    private BigDecimal gap() {
        return times(canaryBad, stableCalls)
                .subtract(times(stableBad, canaryCalls))
                .multiply(HUNDRED);
    }

    private BigDecimal scale() {
        return times(stableCalls, canaryCalls);
    }

    private static BigDecimal times(long one, long other) {
        return BigDecimal.valueOf(one).multiply(BigDecimal.valueOf(other));
    }

    private static String rate(long bad, long calls) {
        BigDecimal percent =
                BigDecimal.valueOf(bad).multiply(HUNDRED).divide(BigDecimal.valueOf(calls), 1, RoundingMode.HALF_UP);
        return percent.toPlainString() + " % (" + grouped(bad) + " of " + grouped(calls) + ")";
    }

    /** In groups of three digits; a format costs more than all the rest of a look. */
    private static String grouped(long count) {
        return Math.abs(count) < 1000 ? Long.toString(count) : String.format(Locale.ROOT, "%,d", count);
    }
}
