package io.flowcanary.show;

import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Comparison;
import io.flowcanary.record.Verdict.Evidence;
import io.flowcanary.record.Verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Why a verdict is what it is, in sentences with numbers. */
public final class ExplainText {
    private ExplainText() {}

    /** @param status with a rollout; without a verdict there is little to explain */
    public static List<String> lines(Status status, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.strong(status.canary()) + "  " + Standing.of(status.rollout(), paint));
        lines.add(Freshness.of(status.source(), paint));
        lines.add("");
        Rollout rollout = status.rollout();
        if (!rollout.inForce()) {
            lines.add(paint.bad("Not in force: ") + rollout.shortfall() + ".");
            lines.add("");
        }
        Verdict verdict = status.verdict();
        if (verdict == null) {
            lines.add("Nothing is judged yet: the judge looks once per whole minute of event time, when all events of"
                    + " the minute have come.");
            lines.add("What comes next: " + Standing.next(rollout, null) + ".");
            todo(rollout, null, lines);
            return lines;
        }
        lines.add(StatusText.kind(verdict, paint) + " " + verdict.reason() + ", judged by " + verdict.judge() + " at "
                + Words.day(verdict.judgedAt()) + " UTC:");
        lines.add("  " + verdict.explanation() + ".");
        lines.add("");
        lines.add(
                verdict.guardrails().isEmpty() && status.compared() != null
                        ? "Guardrails, as they stood at "
                                + Words.day(status.compared().judgedAt()) + " UTC:"
                        : "Guardrails:");
        Verdict last = status.compared();
        if (last == null) {
            lines.add("  none was compared yet.");
        } else {
            last.guardrails().forEach(compared -> lines.add("  " + sentence(compared, paint)));
            BothChanged.lines(last).forEach(line -> lines.add("  " + line));
        }
        lines.add("");
        if (verdict.verdict() == Verdict.Kind.HOLD) {
            lines.add("What holds it back:");
            for (Reason reason : verdict.reasons()) {
                lines.add("  " + reason + ": " + Meaning.of(reason).means() + ".");
            }
            lines.add("");
        }
        if (verdict.threshold() != null) {
            Verdict.Threshold rule = verdict.threshold();
            lines.add("The point rule, which compares plain rates, would say " + rule.verdict() + " " + rule.reason()
                    + ": " + rule.explanation() + ".");
        }
        lines.add("What comes next: " + Standing.next(rollout, verdict) + ".");
        todo(rollout, verdict, lines);
        return lines;
    }

    private static void todo(Rollout rollout, Verdict verdict, List<String> lines) {
        List<Explanation.Why> why = Explanation.Why.of(rollout, verdict);
        if (!why.isEmpty()) {
            lines.add("What you can do:");
            why.stream().map(one -> "  " + one.todo() + ".").distinct().forEach(lines::add);
        }
    }

    private static String sentence(Comparison compared, Paint paint) {
        String name =
                Words.metric(compared.metric()) + (compared.gate() ? "" : " (shown only, decides nothing)") + ": ";
        if (compared.difference() == null) {
            return name + "nothing to compare yet, " + compared.stableCalls() + " stable and " + compared.canaryCalls()
                    + " canary calls are old enough"
                    + (compared.evidence() == null
                            ? "."
                            : " (" + compared.evidence().maturityMinutes() + " minutes).");
        }
        String rates = String.format(
                Locale.ROOT,
                "canary %s (%,d of %,d), stable %s (%,d of %,d), %.1f points %s, %.1f accepted",
                Words.percent(compared.canaryBad(), compared.canaryCalls()),
                compared.canaryBad(),
                compared.canaryCalls(),
                Words.percent(compared.stableBad(), compared.stableCalls()),
                compared.stableBad(),
                compared.stableCalls(),
                Math.abs(compared.difference()),
                compared.difference() > 0 ? "worse" : "better",
                compared.margin());
        String text = name + rates + (compared.evidence() == null ? "." : evidence(compared.evidence()));
        return compared.exceeded() && compared.gate() ? paint.bad(text) : text;
    }

    private static String evidence(Evidence evidence) {
        boolean shown = evidence.lnNonInferiority() >= evidence.lnNonInferiorityNeeded();
        String missing = shown
                ? "shown to be within the margin"
                : evidence.moreCalls() == null
                        ? "as it goes now, it will not be shown to be within the margin: it goes back at the odds for harm above, or the deadline decides"
                        : String.format(Locale.ROOT, "about %,d more canary calls would show", evidence.moreCalls());
        return String.format(
                Locale.ROOT,
                "; the true difference lies between %+.1f and %+.1f; odds for harm %s to 1, %s needed to roll back;"
                        + " odds for no worse %s to 1, %s needed: %s; %,d calls are too young to tell.",
                evidence.low(),
                evidence.high(),
                Words.odds(evidence.lnHarm()),
                Words.odds(evidence.lnHarmNeeded()),
                Words.odds(evidence.lnNonInferiority()),
                Words.odds(evidence.lnNonInferiorityNeeded()),
                missing,
                evidence.openCalls());
    }
}
