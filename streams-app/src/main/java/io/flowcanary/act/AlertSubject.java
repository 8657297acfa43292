package io.flowcanary.act;

import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Collectors;

/** The subject of an alert, as SNS takes it: printable ASCII on one line, under 100 characters, a letter first. */
final class AlertSubject {
    private static final int LONGEST = 99;

    private AlertSubject() {}

    static String of(Verdict verdict) {
        String what = "flow-canary " + headline(verdict) + " ";
        String why = ascii(": " + cause(verdict));
        String canary = ascii(verdict.canary());
        int room = Math.max(1, LONGEST - what.length() - why.length());
        return cut(what + cut(canary, room) + why, LONGEST);
    }

    /** What happened, in one word. */
    static String headline(Verdict verdict) {
        boolean paused = verdict.verdict() == Verdict.Kind.HOLD && verdict.state() == RolloutState.PAUSED;
        return paused ? verdict.state().name() : verdict.verdict().name();
    }

    /** Why: the metrics that are worse, or the reason's name. */
    static String cause(Verdict verdict) {
        String exceeded = verdict.guardrails().stream()
                .filter(AlertSubject::isWorse)
                .map(Verdict.Comparison::metric)
                .collect(Collectors.joining(", "));
        boolean guardrail = verdict.reason() == Verdict.Reason.GUARDRAIL && !exceeded.isEmpty();
        return guardrail
                ? exceeded
                : verdict.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
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
