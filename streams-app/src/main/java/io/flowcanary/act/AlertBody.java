package io.flowcanary.act;

import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Comparison;
import io.flowcanary.record.Verdict.Figures;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What an alert says: plain text that reads well in an e-mail and on a phone. */
final class AlertBody {
    private static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null, 0, null);

    private final StringBuilder text = new StringBuilder(1_000);
    private final News news;
    private final Verdict verdict;
    private final Policy policy;

    private AlertBody(News news, Policy policy) {
        this.news = news;
        this.verdict = news.verdict();
        this.policy = policy;
    }

    /** @param pageUrl where the page is; null leaves the links out */
    static String of(News news, Policy policy, String pageUrl) {
        AlertBody body = new AlertBody(news, policy);
        body.head();
        body.figures();
        body.guardrails();
        if (pageUrl != null) {
            String canary = news.verdict().canary();
            body.line("").line("page    %s", AlertLinks.page(pageUrl, canary));
            body.line("history %s", AlertLinks.history(pageUrl, canary));
        }
        return body.text.toString();
    }

    private void head() {
        String name = policy.title().equals(verdict.canary())
                ? verdict.canary()
                : policy.title() + " (" + verdict.canary() + ")";
        String dry = policy.dryRun() ? " (dry run)" : "";
        String held = news.digest() ? " for " + AlertSubject.hours(news.held()) : "";
        line("%s: %s%s%s, %s", name, AlertSubject.headline(verdict), dry, held, AlertSubject.cause(verdict, policy));
        line("");
        line("%s", verdict.explanation());
        if (verdict.reasons().size() > 1) {
            line(
                    "All reasons to hold: %s.",
                    verdict.reasons().stream().map(AlertSubject::words).collect(Collectors.joining(", ")));
        }
        line("");
        line("share   %s", share());
        String pause = verdict.pause() == null ? "" : " (" + verdict.pause() + ")";
        line("state   %s%s", verdict.state(), pause);
        line("as of   %s", verdict.judgedAt());
    }

    /** Nobody knows yet whether SSM takes what has just been decided. */
    private String share() {
        if (AlertSubject.ofShare(verdict)) {
            return AlertSubject.cause(verdict, policy);
        }
        String change = verdict.previousShare() + " % -> " + verdict.share() + " %";
        if (policy.dryRun()) {
            return change + " (dry run: not written)";
        }
        return verdict.previousShare() == verdict.share()
                ? change
                : change + " wanted; you are told if SSM does not hold it within 30 s";
    }

    private void figures() {
        if (verdict.versions().isEmpty()) {
            return;
        }
        line("");
        row("", policy.versions().stable() + " (stable)", policy.versions().canary() + " (canary)");
        row("started", Figures::started);
        row("ended", Figures::ended);
        row("abandoned", Figures::abandoned);
        if (policy.shortAbandon() != null) {
            row("short abandons", Figures::shortAbandoned);
        }
        row("transferred", Figures::transferred);
        row("contained", Figures::contained);
        row("hung up in IVR", Figures::ivrHangup);
        row("errors", Figures::errored);
        row("handled", Figures::handled);
    }

    private void guardrails() {
        List<Comparison> heard = verdict.guardrails().stream()
                .filter(one -> !AlertSubject.muted(one.metric(), policy))
                .toList();
        if (heard.isEmpty()) {
            return;
        }
        line("");
        for (Comparison one : heard) {
            line(
                    "%-16s %s against %s, %s; margin %.1f%s",
                    one.metric(),
                    rate(one.canaryBad(), one.canaryCalls()),
                    rate(one.stableBad(), one.stableCalls()),
                    one.difference() == null
                            ? "no comparison"
                            : String.format(Locale.ROOT, "%+.1f points", one.difference()),
                    one.margin(),
                    one.exceeded() ? "  EXCEEDED" : "");
        }
    }

    private static String rate(long some, long all) {
        return all == 0 ? "none" : String.format(Locale.ROOT, "%.1f %% (%d of %d)", 100.0 * some / all, some, all);
    }

    private void row(String name, ToLongFunction<Figures> figure) {
        row(
                name,
                Long.toString(figure.applyAsLong(version(policy.versions().stable()))),
                Long.toString(figure.applyAsLong(version(policy.versions().canary()))));
    }

    private void row(String name, String stable, String canary) {
        line("%-16s %16s %16s", name, stable, canary);
    }

    private Figures version(String name) {
        return verdict.versions().getOrDefault(name, NONE);
    }

    private AlertBody line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments).stripTrailing())
                .append('\n');
        return this;
    }
}
