package io.flowcanary.cli;

import io.flowcanary.replay.GateReport;
import java.util.Locale;
import java.util.Map;

/** What was found of a gate, as people read it. */
final class GateText {
    /** Below so many calls, little can be said, and people should know. */
    private static final long FEW = 200;

    private static final double LARGEST_ODDS = 1e9;
    private static final double SMALLEST_ODDS = 0.01;

    private final GateReport report;
    private final StringBuilder text = new StringBuilder();

    private GateText(GateReport report) {
        this.report = report;
    }

    static String of(GateReport report) {
        GateText gate = new GateText(report);
        gate.counts();
        gate.evidence();
        gate.finding();
        return gate.text.toString();
    }

    private void counts() {
        line(
                "%s: %,d of %,d calls (%.1f %%) went to the canary where %s %% is set%s%s",
                report.canary(),
                report.canaryCalls(),
                report.calls(),
                100.0 * report.canaryCalls() / report.calls(),
                share(report.share()),
                more(report.others(), "took another branch"),
                more(report.undrawn(), "carry no version"));
    }

    private static String more(long calls, String what) {
        return calls == 0 ? "" : String.format(Locale.ROOT, "; %,d more %s", calls, what);
    }

    private void evidence() {
        line("  odds against a random branch of this share (alarm at 1,000 to 1)");
        odds("the share itself", report.lnSplit());
        for (Map.Entry<String, Double> context : report.lnContexts().entrySet()) {
            odds(context.getKey(), context.getValue());
        }
    }

    private void odds(String what, double ln) {
        double odds = Math.exp(ln);
        String shown = odds >= LARGEST_ODDS
                ? "over a billion"
                : odds < SMALLEST_ODDS
                        ? "under " + SMALLEST_ODDS
                        : String.format(Locale.ROOT, odds < 10 ? "%.2f" : "%,.0f", odds);
        line("    %-36s %14s to 1%s", what, shown, ln >= GateReport.LN_ALARM ? "  !" : "");
    }

    private void finding() {
        if (report.finding() != null) {
            line("  %s: %s", report.finding().cause(), report.finding().explanation());
            return;
        }
        line("  no finding; %s", wouldShow());
        if (report.calls() < FEW) {
            line(
                    "  so few calls say little: a fair gate sends none of %,d to the canary %.0f times in 100. To see that both"
                            + " branches work, set 50 %% for thirty; the share and its randomness take a few hundred",
                    report.calls(), 100 * Math.pow(1 - report.share() / 100, report.calls()));
        }
    }

    private String wouldShow() {
        if (report.tooHigh() == null && report.tooLow() == null) {
            return "so many calls could not have shown any share to be wrong";
        }
        String high =
                report.tooHigh() == null ? "no larger share" : "a share of about " + report.tooHigh() + " % or more";
        String low = report.tooLow() == null ? "no smaller one" : "one of about " + report.tooLow() + " % or less";
        return "so many calls would have shown " + high + " to be wrong, and " + low;
    }

    private static String share(double percent) {
        return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
    }
}
