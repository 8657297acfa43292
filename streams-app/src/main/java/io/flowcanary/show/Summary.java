package io.flowcanary.show;

import io.flowcanary.query.CanaryTallies;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Comparison;
import io.flowcanary.tally.VersionTally;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** How a rollout ended, as Markdown for a comment or a job's summary. What people wrote is told as it is, never as markup. */
public final class Summary {
    private static final String SPECIAL = "\\`*_{}[]()#+-.!|~>";

    private final StringBuilder text = new StringBuilder();

    private Summary() {}

    /**
     * Tells how it ended.
     *
     * @param outcome in words, for example {@code rolled back}
     * @param verdict the last one; null without any
     * @param tallies the rollout's calls
     */
    public static String markdown(String outcome, Rollout rollout, Verdict verdict, CanaryTallies tallies) {
        Summary summary = new Summary();
        summary.head(outcome, rollout, verdict);
        summary.versions(tallies, rollout.policy().versions());
        if (verdict != null && !verdict.guardrails().isEmpty()) {
            summary.guardrails(verdict.guardrails());
        }
        return summary.text.toString();
    }

    private void head(String outcome, Rollout rollout, Verdict verdict) {
        line("### " + plain(rollout.policy().title()) + ": " + outcome + ", " + rollout.share() + " %");
        line("");
        if (!rollout.inForce()) {
            line("**Not in force:** " + plain(rollout.shortfall()));
            line("");
        }
        line(plain(
                verdict == null
                        ? rollout.why()
                        : verdict.verdict() + " " + verdict.reason() + ": " + verdict.explanation()));
        line("");
        line("Began " + Words.day(rollout.startedAt()) + " UTC, last changed " + Words.day(rollout.changedAt())
                + " UTC by " + plain(rollout.actor()) + ": " + plain(rollout.why()));
        line("");
    }

    private void versions(CanaryTallies tallies, Policy.Versions versions) {
        VersionTally stable = tallies.versions().getOrDefault(versions.stable(), VersionTable.NONE);
        VersionTally canary = tallies.versions().getOrDefault(versions.canary(), VersionTable.NONE);
        line("| | stable " + plain(versions.stable()) + " | canary " + plain(versions.canary()) + " |");
        line("|---|---:|---:|");
        row("calls", stable, canary, tally -> String.format(Locale.ROOT, "%,d", tally.started()));
        row("abandoned", stable, canary, tally -> Words.percent(tally.abandoned(), tally.started()));
        row("transferred", stable, canary, tally -> Words.percent(tally.transferred(), tally.started()));
        row("contained", stable, canary, tally -> Words.percent(tally.contained(), tally.started()));
        row("hung up in the IVR", stable, canary, tally -> Words.percent(tally.ivrHangup(), tally.started()));
        row("errors", stable, canary, tally -> Words.percent(tally.errored(), tally.started()));
        row(
                VersionTable.ABANDON_PERCENT,
                stable,
                canary,
                tally -> Words.percent(
                        tally.genesys().abandoned(), tally.genesys().offered()));
        row(
                VersionTable.TRANSFER_PERCENT,
                stable,
                canary,
                tally -> Words.percent(
                        tally.genesys().transferred(), tally.genesys().answered()));
        row("AHT", stable, canary, VersionTable::averageHandleTime);
        line("");
    }

    private void row(String name, VersionTally stable, VersionTally canary, Function<VersionTally, String> figure) {
        line("| " + name + " | " + figure.apply(stable) + " | " + figure.apply(canary) + " |");
    }

    private void guardrails(List<Comparison> guardrails) {
        line("| guardrail | stable | canary | points | margin |");
        line("|---|---:|---:|---:|---:|");
        for (Comparison compared : guardrails) {
            line("| " + Words.metric(compared.metric()) + (compared.gate() ? "" : " (shown only)") + " | "
                    + Words.percent(compared.stableBad(), compared.stableCalls()) + " | "
                    + Words.percent(compared.canaryBad(), compared.canaryCalls()) + " | "
                    + (compared.difference() == null ? "-" : Words.points(compared.difference())) + " | "
                    + String.format(Locale.ROOT, "%.1f", compared.margin()) + " |");
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** Text that Markdown shows as it is; {@code @} calls nobody. */
    static String plain(String written) {
        StringBuilder plain = new StringBuilder();
        String oneLine = written == null ? "" : written.replaceAll("\\R", " ");
        oneLine.codePoints().forEach(point -> {
            if (SPECIAL.indexOf(point) >= 0) {
                plain.append('\\').appendCodePoint(point);
            } else if (point == '<' || point == '&' || point == '@') {
                plain.append("&#").append(point).append(';');
            } else {
                plain.appendCodePoint(point);
            }
        });
        return plain.toString();
    }
}
