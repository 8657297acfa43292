package io.flowcanary.show;

import io.flowcanary.query.CanaryTallies;
import io.flowcanary.record.Policy;
import io.flowcanary.tally.VersionTally;
import java.util.List;
import java.util.Locale;

/** Both versions' calls and rates, one line each. */
final class VersionTable {
    static final VersionTally NONE = new VersionTally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null, java.util.Map.of());

    private VersionTable() {}

    static List<String> lines(CanaryTallies tallies, Policy.Versions versions) {
        String head = String.format(
                "  %-20s %9s %9s %9s %9s %9s %9s %9s",
                "", "calls", "abandon", "transfer", "contain", "hang up", "error", "AHT");
        return List.of(
                head,
                line("stable " + versions.stable(), tallies.versions().getOrDefault(versions.stable(), NONE)),
                line("canary " + versions.canary(), tallies.versions().getOrDefault(versions.canary(), NONE)));
    }

    private static String line(String name, VersionTally tally) {
        return String.format(
                Locale.ROOT,
                "  %-20s %,9d %9s %9s %9s %9s %9s %9s",
                name,
                tally.started(),
                Words.percent(tally.abandoned(), tally.ended()),
                Words.percent(tally.transferred(), tally.ended()),
                Words.percent(tally.contained(), tally.ended()),
                Words.percent(tally.ivrHangup(), tally.ended()),
                Words.percent(tally.errored(), tally.started()),
                averageHandleTime(tally));
    }

    static String averageHandleTime(VersionTally tally) {
        return tally.handled() == 0 ? "-" : tally.handleMs() / tally.handled() / 1_000 + " s";
    }
}
