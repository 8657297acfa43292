package io.flowcanary.show;

import io.flowcanary.record.Verdict.Comparison;
import io.flowcanary.record.Verdict.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the judge compared, one line per guardrail: rates, difference, margin, interval, evidence. */
final class GuardrailTable {
    private GuardrailTable() {}

    static List<String> lines(List<Comparison> guardrails, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                "  %-20s %9s %9s %7s %7s  %-" + IntervalBar.WIDTH + "s  %s",
                "guardrail",
                "stable",
                "canary",
                "points",
                "margin",
                "interval: | equal, ! margin",
                "odds: harm, no worse"));
        for (Comparison compared : guardrails) {
            String line = String.format(
                    Locale.ROOT,
                    "  %-20s %9s %9s %7s %7.1f  %s",
                    Words.metric(compared.metric()),
                    Words.percent(compared.stableBad(), compared.stableCalls()),
                    Words.percent(compared.canaryBad(), compared.canaryCalls()),
                    compared.difference() == null ? "-" : Words.points(compared.difference()),
                    compared.margin(),
                    evidence(compared));
            String shown = compared.gate() ? line : line + "  (shown only)";
            lines.add(compared.exceeded() && compared.gate() ? paint.bad(shown) : shown);
        }
        return lines;
    }

    private static String evidence(Comparison compared) {
        Evidence evidence = compared.evidence();
        if (evidence == null) {
            return "";
        }
        return IntervalBar.of(evidence.low(), evidence.high(), compared.difference(), compared.margin()) + "  "
                + Words.odds(evidence.lnHarm()) + " of " + Words.odds(evidence.lnHarmNeeded()) + ", "
                + Words.odds(evidence.lnNonInferiority()) + " of " + Words.odds(evidence.lnNonInferiorityNeeded());
    }
}
