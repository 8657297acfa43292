package io.flowcanary.show;

import io.flowcanary.query.CanaryTallies;
import io.flowcanary.record.GenesysFigures;
import io.flowcanary.record.Policy;
import io.flowcanary.tally.VersionTally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Both versions side by side, one figure a line. */
final class VersionTable {
    static final VersionTally NONE =
            new VersionTally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null, Map.of(), 0, GenesysFigures.NONE);

    /** As Genesys' views have it: of the waits in queues. */
    static final String ABANDON_PERCENT = "Genesys Abandon %";
    /** As Genesys' views have it: of the answered waits. */
    static final String TRANSFER_PERCENT = "Genesys Transfer %";

    private final List<String> lines = new ArrayList<>();
    private final VersionTally stable;
    private final VersionTally canary;

    private VersionTable(VersionTally stable, VersionTally canary) {
        this.stable = stable;
        this.canary = canary;
    }

    static List<String> lines(CanaryTallies tallies, Policy.Versions versions) {
        VersionTable table = new VersionTable(
                tallies.versions().getOrDefault(versions.stable(), NONE),
                tallies.versions().getOrDefault(versions.canary(), NONE));
        table.row("", "stable " + versions.stable(), "canary " + versions.canary(), "difference");
        table.row("calls", table.calls(table.stable), table.calls(table.canary), "");
        table.rate("abandoned", VersionTally::abandoned);
        table.rate("transferred", VersionTally::transferred);
        table.rate("contained", VersionTally::contained);
        table.rate("hung up in the IVR", VersionTally::ivrHangup);
        table.rate("errors", VersionTally::errored);
        if (table.stable.shortAbandoned() != 0 || table.canary.shortAbandoned() != 0) {
            table.rate("short abandons", VersionTally::shortAbandoned);
        }
        table.rate(
                ABANDON_PERCENT,
                tally -> tally.genesys().abandoned(),
                tally -> tally.genesys().offered());
        table.rate(
                TRANSFER_PERCENT,
                tally -> tally.genesys().transferred(),
                tally -> tally.genesys().answered());
        table.time(
                "average handle time",
                mean(table.stable, VersionTally::handleMs),
                mean(table.canary, VersionTally::handleMs));
        table.time("handle time, median", table.stable.handleP50Ms(), table.canary.handleP50Ms());
        table.time("handle time, 90th %", table.stable.handleP90Ms(), table.canary.handleP90Ms());
        table.time("talk time", mean(table.stable, VersionTally::talkMs), mean(table.canary, VersionTally::talkMs));
        return table.lines;
    }

    private String calls(VersionTally tally) {
        return String.format(Locale.ROOT, "%,d", tally.started());
    }

    /** Of all calls that drew the version. */
    private void rate(String name, ToLongFunction<VersionTally> part) {
        rate(name, part, VersionTally::started);
    }

    private void rate(String name, ToLongFunction<VersionTally> part, ToLongFunction<VersionTally> of) {
        long ofStable = of.applyAsLong(stable);
        long ofCanary = of.applyAsLong(canary);
        String difference = ofStable == 0 || ofCanary == 0
                ? "-"
                : Words.points(100.0 * part.applyAsLong(canary) / ofCanary
                                - 100.0 * part.applyAsLong(stable) / ofStable)
                        + " points";
        row(
                name,
                Words.percent(part.applyAsLong(stable), ofStable),
                Words.percent(part.applyAsLong(canary), ofCanary),
                difference);
    }

    private void time(String name, Long ofStable, Long ofCanary) {
        String difference = ofStable == null || ofCanary == null
                ? "-"
                : String.format(Locale.ROOT, "%+,d s", seconds(ofCanary) - seconds(ofStable));
        row(name, length(ofStable), length(ofCanary), difference);
    }

    static String averageHandleTime(VersionTally tally) {
        return length(mean(tally, VersionTally::handleMs));
    }

    private static Long mean(VersionTally tally, ToLongFunction<VersionTally> sum) {
        return tally.handled() == 0 ? null : sum.applyAsLong(tally) / tally.handled();
    }

    private static String length(Long milliseconds) {
        return milliseconds == null ? "-" : String.format(Locale.ROOT, "%,d s", seconds(milliseconds));
    }

    private static long seconds(long milliseconds) {
        return Math.round(milliseconds / 1_000.0);
    }

    private void row(String name, String ofStable, String ofCanary, String difference) {
        lines.add(String.format(Locale.ROOT, "  %-20s %12s %12s %14s", name, ofStable, ofCanary, difference)
                .stripTrailing());
    }
}
