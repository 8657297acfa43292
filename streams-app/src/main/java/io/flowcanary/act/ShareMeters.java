package io.flowcanary.act;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** The share of each canary in this instance's care: wanted, as last read, and how far they are apart. All from 0 to 1. */
final class ShareMeters {
    private final Gauges wanted;
    private final Gauges found;
    private final Gauges drift;

    ShareMeters(MeterRegistry meters) {
        wanted = new Gauges(meters, "flow.canary.share.wanted", "ratio", "the canary's share that is wanted");
        found = new Gauges(
                meters,
                "flow.canary.share.in.force",
                "ratio",
                "the canary's share as last read from its SSM parameter");
        drift = new Gauges(meters, "flow.canary.share.drift", "ratio", "the share in force less the wanted one");
    }

    /** @param value the parameter's; what is no share, or null, shows as NaN */
    void read(String canary, int wantedPercent, String value) {
        Tags tags = Tags.of("canary", canary);
        double read = percent(value);
        wanted.set(tags, wantedPercent / 100.0);
        found.set(tags, read / 100);
        drift.set(tags, (read - wantedPercent) / 100);
    }

    void forget(String canary) {
        List.of(wanted, found, drift).forEach(gauges -> gauges.drop(Tags.of("canary", canary)));
    }

    private static double percent(String value) {
        return value != null && value.matches("\\d{1,3}") ? Integer.parseInt(value) : Double.NaN;
    }
}
