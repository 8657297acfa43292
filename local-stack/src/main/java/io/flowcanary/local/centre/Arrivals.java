package io.flowcanary.local.centre;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;

/** When the calls arrive: a Poisson process whose rate follows the hour of the day. Endless, and unaware of the share. */
final class Arrivals {
    /** Keeps the arrivals' random numbers apart from those of the calls, which are seeded by their index. */
    private static final long STREAM = 0x5DEECE66DL;

    private final CentreSettings settings;
    private final SplittableRandom random;
    private Instant last;

    Arrivals(CentreSettings settings, Instant from) {
        this.settings = settings;
        this.random = new SplittableRandom(settings.seed() ^ STREAM);
        this.last = from;
    }

    Instant next() {
        // A gap of one unit is the mean gap in the busy hour; a quieter hour uses it up more slowly. Crossing the hour
        // with what is left is exact, where drawing at the old hour's rate would smear every change of rate.
        double hoursLeft = -StrictMath.log(1 - random.nextDouble()) / settings.callsPerHour();
        Instant time = last;
        while (true) {
            double factor = settings.dayProfile().at(time);
            Instant nextHour = time.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
            double hoursToNext = ChronoUnit.NANOS.between(time, nextHour) / 3.6e12;
            if (hoursLeft <= hoursToNext * factor) {
                last = time.plusNanos((long) (hoursLeft / factor * 3.6e12));
                return last;
            }
            hoursLeft -= hoursToNext * factor;
            time = nextHour;
        }
    }
}
