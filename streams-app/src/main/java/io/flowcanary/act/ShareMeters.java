package io.flowcanary.act;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** The share of each canary in this instance's care: wanted, as last read, how far they are apart, and whether that lasts. All from 0 to 1. */
final class ShareMeters {
    private final Gauges wanted;
    private final Gauges found;
    private final Gauges drift;
    private final Gauges lacking;

    ShareMeters(MeterRegistry meters) {
        wanted = new Gauges(meters, "flow.canary.share.wanted", "ratio", "the canary's share that is wanted");
        found = new Gauges(
                meters,
                "flow.canary.share.in.force",
                "ratio",
                "the canary's share as last read from its SSM parameter");
        drift = new Gauges(meters, "flow.canary.share.drift", "ratio", "the share in force less the wanted one");
        lacking = new Gauges(
                meters,
                "flow.canary.share.not.in.force",
                null,
                "1 while the wanted share has been tried for 30 s and is not in force, else 0");
    }

    /**
     * @param value the parameter's; what is no share, or null, shows as NaN
     * @param tooLong whether the wanted share has been tried for long, and is not in force
     */
    void read(String canary, int wantedPercent, String value, boolean tooLong) {
        Tags tags = Tags.of("canary", canary);
        double read = percent(value);
        wanted.set(tags, wantedPercent / 100.0);
        found.set(tags, read / 100);
        drift.set(tags, (read - wantedPercent) / 100);
        lacking.set(tags, tooLong ? 1 : 0);
    }

    void forget(String canary) {
        List.of(wanted, found, drift, lacking).forEach(gauges -> gauges.drop(Tags.of("canary", canary)));
    }

    private static double percent(String value) {
        return value != null && value.matches("\\d{1,3}") ? Integer.parseInt(value) : Double.NaN;
    }
}
