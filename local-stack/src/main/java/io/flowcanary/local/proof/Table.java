package io.flowcanary.local.proof;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Measures cases, and prints each as soon as it is known. */
final class Table {
    private static final String LINE = "  %-72s %9s %9s %8s  %s%n";

    private final PrintStream out;
    private final Progress progress;
    private String group = "";

    Table(PrintStream out, Progress progress) {
        this.out = out;
        this.progress = progress;
    }

    /** Returns how many bars were missed. */
    int measure(List<Case> cases, int runs, long seed) {
        int missed = 0;
        for (int i = 0; i < cases.size(); i++) {
            Case one = cases.get(i);
            Case.Outcome outcome = one.measure(runs, seed * 1000 + 2L * i, progress);
            missed += outcome.met() ? 0 : 1;
            print(one, outcome);
        }
        return missed;
    }

    private void print(Case one, Case.Outcome outcome) {
        progress.erase();
        if (!one.group().equals(group)) {
            group = one.group();
            out.println(group);
            out.printf(Locale.ROOT, LINE, "", "figure", "at most", "runs", "");
        }
        out.printf(
                Locale.ROOT,
                LINE,
                one.name(),
                one.bar().text(outcome.figure()),
                one.bar().text(),
                String.format(Locale.ROOT, "%,d", outcome.runs()),
                one.bar().equals(one.bar().shown()) ? "" : outcome.met() ? "ok" : "MISSED");
    }
}
