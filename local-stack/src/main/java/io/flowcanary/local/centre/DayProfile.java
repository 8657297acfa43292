package io.flowcanary.local.centre;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;

/**
 * How busy each hour of the day (UTC) is.
 *
 * @param factors 24 factors above 0; the largest is 1, the busy hour
 */
public record DayProfile(List<Double> factors) {
    private static final DayProfile OFFICE = new DayProfile(List.of(
            0.03, 0.02, 0.02, 0.02, 0.03, 0.06, 0.14, 0.38, 0.78, 1.00, 1.00, 0.96, 0.86, 0.90, 0.93, 0.89, 0.80, 0.62,
            0.42, 0.28, 0.18, 0.11, 0.07, 0.04));
    private static final DayProfile FLAT = new DayProfile(Collections.nCopies(24, 1.0));

    public DayProfile {
        factors = List.copyOf(factors);
        if (factors.size() != 24) {
            throw new IllegalArgumentException("a day has 24 factors, not " + factors.size());
        }
        if (!factors.stream().allMatch(factor -> factor > 0 && factor <= 1) || Collections.max(factors) != 1) {
            throw new IllegalArgumentException("factors must be above 0 and at most 1, the busy hour's: " + factors);
        }
    }

    /** Office hours: busiest from 09:00 to 11:00, quiet at night. */
    public static DayProfile office() {
        return OFFICE;
    }

    /** Every hour is as busy as the busy hour. */
    public static DayProfile flat() {
        return FLAT;
    }

    double at(Instant time) {
        return factors.get(time.atOffset(ZoneOffset.UTC).getHour());
    }
}
