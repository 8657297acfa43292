package io.flowcanary.local.demo;

import io.flowcanary.query.CanaryTallies;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import io.flowcanary.tally.VersionTally;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Shows a rollout in a terminal: redrawn in place where there is one, line by line where there is none. */
final class Screen {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final PrintStream out;
    private final boolean terminal;
    private int drawn;
    private String lastReason = "";

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A line that stays. */
    void say(String text) {
        erase();
        out.println(text);
    }

    /** A verdict that says something new stays as a line. */
    void verdict(Verdict verdict) {
        String reason = verdict.verdict() + "/" + verdict.reason();
        if (verdict.transition() || !reason.equals(lastReason)) {
            lastReason = reason;
            say(String.format(
                    Locale.ROOT,
                    "%s  %-8s %s: %s",
                    TIME.format(verdict.judgedAt()),
                    verdict.verdict(),
                    verdict.reason(),
                    verdict.explanation()));
        }
    }

    /**
     * Both versions side by side, and how the rollout stands.
     *
     * @param pace how fast time passes, beginning with a comma; empty when that is as asked
     */
    void figures(Rollout rollout, CanaryTallies tallies, Instant now, String pace) {
        VersionTally stable = tallies.versions().get(rollout.policy().versions().stable());
        VersionTally canary = tallies.versions().get(rollout.policy().versions().canary());
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s  %s %s, share %d %%%s, counted up to %s%s%n",
                TIME.format(now),
                rollout.canary(),
                rollout.state(),
                rollout.share(),
                rollout.inForce()
                        ? " (in force)"
                        : rollout.notInForce() == null ? " (being written)" : " (not in force)",
                tallies.countedUpTo() == null ? "-" : TIME.format(tallies.countedUpTo()),
                pace));
        text.append(String.format(Locale.ROOT, "          %9s", ""));
        for (String column : new String[] {"calls", "abandon", "transfer", "contain", "hang up", "error", "AHT"}) {
            text.append(String.format(Locale.ROOT, "%10s", column));
        }
        text.append(System.lineSeparator());
        row(text, "stable " + rollout.policy().versions().stable(), stable);
        row(text, "canary " + rollout.policy().versions().canary(), canary);
        erase();
        out.print(text);
        drawn = 4;
    }

    private static void row(StringBuilder text, String name, VersionTally tally) {
        text.append(String.format(Locale.ROOT, "          %-9s", name));
        if (tally == null) {
            text.append(String.format(Locale.ROOT, "%10s", "0"));
        } else {
            text.append(String.format(Locale.ROOT, "%,10d", tally.started()));
            cell(text, tally, VersionTally::abandoned);
            cell(text, tally, VersionTally::transferred);
            cell(text, tally, VersionTally::contained);
            cell(text, tally, VersionTally::ivrHangup);
            cell(text, tally, VersionTally::errored);
            Function<VersionTally, String> handleTime = of ->
                    of.handled() == 0 ? "-" : String.format(Locale.ROOT, "%d s", of.handleMs() / of.handled() / 1000);
            text.append(String.format(Locale.ROOT, "%10s", handleTime.apply(tally)));
        }
        text.append(System.lineSeparator());
    }

    private static void cell(StringBuilder text, VersionTally tally, ToLongFunction<VersionTally> count) {
        String rate = tally.started() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.1f %%", 100.0 * count.applyAsLong(tally) / tally.started());
        text.append(String.format(Locale.ROOT, "%10s", rate));
    }

    private void erase() {
        if (terminal && drawn > 0) {
            out.print("\u001b[" + drawn + "A\u001b[J");
        }
        drawn = 0;
    }
}
