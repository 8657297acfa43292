package io.flowcanary.act;

import io.flowcanary.record.Policy;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** The subject of an alert, as SNS takes it: printable ASCII on one line, under 100 characters, a bracket first. */
final class AlertSubject {
    private static final int LONGEST = 99;

    private AlertSubject() {}

    static String of(News news, Policy policy) {
        Verdict verdict = news.verdict();
        String dry = policy.dryRun() ? "(dry run) " : "";
        String what = "[" + news.severity(policy).text() + "] flow-canary " + headline(verdict) + " " + dry;
        String since = news.digest() ? " for " + hours(news.held()) : "";
        String why = ascii(": " + cause(verdict, policy) + since);
        String canary = ascii(verdict.canary());
        int room = Math.max(1, LONGEST - what.length() - why.length());
        return cut(what + cut(canary, room) + why, LONGEST);
    }

    /** What happened, in one word. */
    static String headline(Verdict verdict) {
        if (ofShare(verdict)) {
            return verdict.reason().name().replace('_', ' ');
        }
        if (verdict.verdict() != Verdict.Kind.HOLD) {
            return verdict.verdict().name();
        }
        if (verdict.state() == RolloutState.PAUSED) {
            return verdict.state().name();
        }
        return verdict.reason() == Verdict.Reason.ORDERED
                ? "RESUMED"
                : verdict.verdict().name();
    }

    /** Whether it tells what became of the share, which no judge has a part in. */
    static boolean ofShare(Verdict verdict) {
        return verdict.transition()
                && (verdict.reason() == Verdict.Reason.NOT_IN_FORCE || verdict.reason() == Verdict.Reason.IN_FORCE);
    }

    /** Why: the metrics that are worse, what the share is and what it should be, or the reason's name. */
    static String cause(Verdict verdict, Policy policy) {
        if (ofShare(verdict)) {
            return verdict.notInForce() == null
                    ? "SSM holds " + verdict.share() + " %"
                    : verdict.notInForce().standing(verdict.share());
        }
        String exceeded = verdict.guardrails().stream()
                .filter(AlertSubject::isWorse)
                .map(Verdict.Comparison::metric)
                .filter(metric -> !muted(metric, policy))
                .collect(Collectors.joining(", "));
        boolean guardrail = verdict.reason() == Verdict.Reason.GUARDRAIL && !exceeded.isEmpty();
        return guardrail ? exceeded : words(verdict.reason());
    }

    /** Whether people want to hear nothing of this metric. */
    static boolean muted(String metric, Policy policy) {
        return policy.guardrails().stream()
                .anyMatch(one -> one.muted() && one.metric().json().equals(metric));
    }

    static String words(Verdict.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whole hours where they are: a digest's period may be any. */
    static String hours(Duration held) {
        return held.toMinutesPart() == 0 ? held.toHours() + " h" : held.toMinutes() + " min";
    }

    private static boolean isWorse(Verdict.Comparison one) {
        return one.evidence() == null
                ? one.exceeded()
                : one.gate() && one.evidence().lnHarm() >= one.evidence().lnHarmNeeded();
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    private static String ascii(String text) {
        String plain = Normalizer.normalize(text.replace("ß", "ss"), Normalizer.Form.NFKD);
        StringBuilder ascii = new StringBuilder(plain.length());
        plain.codePoints()
                .filter(point -> Character.getType(point) != Character.NON_SPACING_MARK)
                .map(point -> Character.isWhitespace(point) || Character.isISOControl(point) ? ' ' : point)
                .map(point -> point < ' ' || point > '~' ? '?' : point)
                .forEach(ascii::appendCodePoint);
        return ascii.toString();
    }
}
