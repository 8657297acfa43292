package io.flowcanary.local.centre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-01-15T00:00:00Z");

    @Test
    void everyHourHasItsShareOfTheBusyHour() {
        CentreSettings settings = Samples.healthy();
        int[] perHour = perHour(settings);
        for (int hour = 0; hour < 24; hour++) {
            double expected = 20_000 * settings.dayProfile().factors().get(hour);
            assertThat((double) perHour[hour]).as("hour %d", hour).isCloseTo(expected, within(4 * Math.sqrt(expected)));
        }
    }

    @Test
    void aFlatDayIsBusyInEveryHour() {
        for (int calls : perHour(Samples.healthy().withDayProfile(DayProfile.flat()))) {
            assertThat((double) calls).isCloseTo(20_000, Percentage.withPercentage(3));
        }
    }

    @Test
    void nineInTheMorningIsABusyHour() {
        assertThat(DayProfile.office().at(Samples.BUSY)).isEqualTo(1);
    }

    @Test
    void gapsVaryAsIndependentCallersMakeThem() {
        Arrivals arrivals = new Arrivals(Samples.healthy(), Samples.BUSY);
        double sum = 0;
        double squares = 0;
        Instant last = Samples.BUSY;
        for (int n = 0; n < 10_000; n++) {
            Instant next = arrivals.next();
            double gap = ChronoUnit.NANOS.between(last, next) / 1e9;
            sum += gap;
            squares += gap * gap;
            last = next;
        }
        double mean = sum / 10_000;
        double deviation = Math.sqrt(squares / 10_000 - mean * mean);
        assertThat(mean).isCloseTo(0.18, within(0.01));
        assertThat(deviation / mean)
                .as("an exponential gap deviates by its mean")
                .isCloseTo(1, within(0.05));
    }

    @Test
    void theSeedDecidesTheArrivals() {
        assertThat(first(Samples.healthy())).isEqualTo(first(Samples.healthy()));
        assertThat(first(Samples.healthy().withSeed(2))).isNotEqualTo(first(Samples.healthy()));
    }

    @Test
    void aProfileHas24FactorsWhoseLargestIsTheBusyHours() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DayProfile(List.of(1.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new DayProfile(Collections.nCopies(24, 0.5)));
        assertThatIllegalArgumentException().isThrownBy(() -> new DayProfile(Collections.nCopies(24, 0.0)));
    }

    private static Instant first(CentreSettings settings) {
        return new Arrivals(settings, MIDNIGHT).next();
    }

    private static int[] perHour(CentreSettings settings) {
        Arrivals arrivals = new Arrivals(settings, MIDNIGHT);
        int[] counts = new int[24];
        Instant end = MIDNIGHT.plus(1, ChronoUnit.DAYS);
        for (Instant time = arrivals.next(); time.isBefore(end); time = arrivals.next()) {
            counts[time.atOffset(ZoneOffset.UTC).getHour()]++;
        }
        return counts;
    }
}
