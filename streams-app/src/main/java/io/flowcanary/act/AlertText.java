package io.flowcanary.act;

import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Figures;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The words of an alert. */
final class AlertText {
    private static final int LONGEST_SUBJECT = 99;

    private AlertText() {}

    /** ASCII, one line, fewer than 100 characters: SNS refuses anything else. */
    static String subject(Verdict verdict) {
        String text = "flow-canary " + verdict.verdict() + ' ' + verdict.canary() + ": " + verdict.reason();
        String ascii = text.replaceAll("[^ -~]", "?");
        return ascii.substring(0, Math.min(LONGEST_SUBJECT, ascii.length()));
    }

    /** What happened, why, both versions' figures, and where to look. */
    static String body(Verdict verdict, Policy policy, String pageUrl) {
        StringBuilder body = new StringBuilder();
        body.append(policy.title()).append(": ").append(verdict.verdict());
        body.append(" (").append(verdict.reason()).append(")\n\n");
        body.append(verdict.explanation()).append("\n\n");
        body.append("Share of the canary: ").append(verdict.previousShare()).append(" % -> ");
        body.append(verdict.share())
                .append(" %\nJudged at: ")
                .append(verdict.judgedAt())
                .append("\n\n");
        body.append(row("", policy.versions().stable(), policy.versions().canary()));
        Figures stable = verdict.versions().get(policy.versions().stable());
        Figures canary = verdict.versions().get(policy.versions().canary());
        if (stable != null && canary != null) {
            figures(body, stable, canary);
        }
        body.append('\n').append(pageUrl).append("/canaries/");
        body.append(URLEncoder.encode(verdict.canary(), StandardCharsets.UTF_8).replace("+", "%20"));
        return body.append('\n').toString();
    }

    private static void figures(StringBuilder body, Figures stable, Figures canary) {
        body.append(row("calls ended", count(stable.ended()), count(canary.ended())));
        body.append(row("abandoned", rate(stable.abandoned(), stable), rate(canary.abandoned(), canary)));
        body.append(row("transferred", rate(stable.transferred(), stable), rate(canary.transferred(), canary)));
        body.append(row("contained", rate(stable.contained(), stable), rate(canary.contained(), canary)));
        body.append(row("hung up in IVR", rate(stable.ivrHangup(), stable), rate(canary.ivrHangup(), canary)));
        body.append(row("errored", rate(stable.errored(), stable), rate(canary.errored(), canary)));
        body.append(row("AHT", handleTime(stable), handleTime(canary)));
    }

    private static String row(String name, String stable, String canary) {
        return String.format(Locale.ROOT, "%-16s %12s %12s%n", name, stable, canary)
                .replace("\r\n", "\n");
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String rate(long count, Figures figures) {
        return figures.started() == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * count / figures.started());
    }

    private static String handleTime(Figures figures) {
        return figures.handled() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.0f s", figures.handleMs() / 1000.0 / figures.handled());
    }
}
