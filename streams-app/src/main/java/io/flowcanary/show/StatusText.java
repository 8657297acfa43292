package io.flowcanary.show;

import io.flowcanary.query.CanaryList;
import io.flowcanary.query.CanaryView;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.ShareTrouble;
import io.flowcanary.record.Verdict;
import java.util.ArrayList;
import java.util.List;

/** How canaries stand, for a terminal. */
public final class StatusText {
    private StatusText() {}

    /** Both versions side by side, what the judge makes of them, and what comes next. */
    public static List<String> lines(Status status, Paint paint) {
        List<String> lines = new ArrayList<>();
        Rollout rollout = status.rollout();
        if (rollout == null) {
            lines.add(paint.strong(status.canary()) + "  never had a rollout");
        } else {
            String title = rollout.policy().title();
            lines.add(paint.strong(status.canary())
                    + (title.equals(status.canary()) ? "" : " (" + title + ")") + "  " + Standing.of(rollout, paint)
                    + (rollout.policy().dryRun() ? paint.warn("  dry run: nothing is written") : ""));
            lines.addAll(Words.wrapped(
                    "by " + rollout.actor() + " at " + Words.day(rollout.changedAt()) + " UTC: " + rollout.why(), 2));
        }
        if (rollout != null && rollout.notInForce() != null) {
            Words.wrapped("not in force: " + rollout.shortfall(), 2).forEach(line -> lines.add(paint.bad(line)));
        }
        if (status.lease() != null) {
            lines.add("  " + Standing.lease(status.lease()));
        }
        lines.add("  " + Freshness.of(status.source(), paint));
        if (rollout == null) {
            return lines;
        }
        lines.add("");
        lines.addAll(VersionTable.lines(status.tallies(), rollout.policy().versions()));
        lines.add(paint.faint(
                "  calls that started from " + Words.time(status.tallies().from()) + " to "
                        + Words.time(status.tallies().to())));
        lines.add("");
        Verdict compared = status.compared();
        if (compared != null) {
            lines.addAll(GuardrailTable.lines(compared.guardrails(), paint));
            lines.add(paint.faint("  calls of equal age, compared at " + Words.time(compared.judgedAt())
                    + "; in brackets: decides nothing"));
            BothChanged.lines(compared).forEach(line -> lines.addAll(Words.wrapped(line, 2)));
            lines.add("");
        }
        Verdict verdict = status.verdict();
        if (verdict == null) {
            lines.add("  no verdict yet");
        } else {
            lines.add("  " + kind(verdict, paint) + " " + verdict.reason() + " at " + Words.time(verdict.judgedAt()));
            lines.addAll(Words.wrapped(Explanation.of(rollout, verdict).headline(), 2));
            lines.add(paint.faint("  why, with numbers: flow-canary explain " + status.canary()));
        }
        lines.addAll(Words.wrapped("next: " + Standing.next(rollout, verdict), 2));
        return lines;
    }

    /** Where a rollout stands, and what the judge said last. */
    public static String line(Status status, Paint paint) {
        Verdict verdict = status.verdict();
        ShareTrouble trouble = status.rollout().notInForce();
        String stands = Standing.of(status.rollout(), paint)
                + (trouble == null ? "" : ": " + trouble.why() + (trouble.todo() == null ? "" : "; " + trouble.todo()));
        return verdict == null
                ? stands + "; no verdict yet"
                : Words.day(verdict.judgedAt()) + "  " + stands + "; " + kind(verdict, paint) + " " + verdict.reason()
                        + ": " + verdict.explanation();
    }

    /** One line per canary. */
    public static List<String> lines(CanaryList list, Paint paint) {
        List<String> lines = new ArrayList<>();
        for (CanaryView view : list.canaries()) {
            lines.add(view.canary() + "  "
                    + (view.rollout() == null ? "no rollout" : Standing.of(view.rollout(), paint))
                    + (view.lease() == null ? "" : "; " + Standing.lease(view.lease())));
        }
        if (list.canaries().isEmpty()) {
            lines.add("no canary has had a rollout yet");
        }
        if (!list.whole()) {
            lines.add(paint.warn("not all: partitions " + list.missing() + " cannot be asked at the moment"));
        }
        return lines;
    }

    static String kind(Verdict verdict, Paint paint) {
        String kind = verdict.verdict().name();
        return switch (verdict.verdict()) {
            case HOLD -> paint.warn(kind);
            case ADVANCE, PROMOTE -> paint.good(kind);
            case ROLLBACK -> paint.bad(kind);
        };
    }
}
