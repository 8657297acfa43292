package io.flowcanary.show;

import io.flowcanary.record.Verdict.Comparison;
import io.flowcanary.record.Verdict.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the judge compared, one line per guardrail: rates, difference, margin, interval, and how it stands. */
final class GuardrailTable {
    private static final String ROW = "  %-19s %7s %7s %9s  %-" + IntervalBar.WIDTH + "s %s";

    private GuardrailTable() {}

    static List<String> lines(List<Comparison> guardrails, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(row("guardrail", "stable", "canary", "of margin", "| equal, ! margin", ""));
        for (Comparison compared : guardrails) {
            lines.add(line(compared, paint));
        }
        return lines;
    }

    private static String line(Comparison compared, Paint paint) {
        String line = row(
                Words.metric(compared.metric()),
                Words.percent(compared.stableBad(), compared.stableCalls()),
                Words.percent(compared.canaryBad(), compared.canaryCalls()),
                String.format(
                        Locale.ROOT,
                        "%s/%.1f",
                        compared.difference() == null ? "-" : Words.points(compared.difference()),
                        compared.margin()),
                bar(compared),
                standing(compared));
        if (!compared.gate()) {
            return paint.faint(line);
        }
        return compared.exceeded() ? paint.bad(line) : line;
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, ROW, (Object[]) cells).stripTrailing();
    }

    private static String bar(Comparison compared) {
        Evidence evidence = compared.evidence();
        return evidence == null || compared.difference() == null
                ? ""
                : IntervalBar.of(evidence.low(), evidence.high(), compared.difference(), compared.margin());
    }

    /** By the evidence, or by the plain rates where there is none; in brackets what decides nothing. */
    private static String standing(Comparison compared) {
        String word = word(compared);
        return compared.gate() ? word : "(" + word + ")";
    }

    private static String word(Comparison compared) {
        Evidence evidence = compared.evidence();
        if (compared.difference() == null) {
            return "no calls";
        }
        if (evidence == null) {
            return compared.exceeded() ? "above" : "within";
        }
        if (evidence.lnHarm() >= evidence.lnHarmNeeded()) {
            return "worse";
        }
        return evidence.lnNonInferiority() >= evidence.lnNonInferiorityNeeded() ? "no worse" : "not shown";
    }
}
