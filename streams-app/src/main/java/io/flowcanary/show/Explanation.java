package io.flowcanary.show;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.ShareTrouble;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Comparison;
import io.flowcanary.record.Verdict.Evidence;
import io.flowcanary.record.Verdict.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a canary stands as it does, in plain words, for those who look at a page.
 *
 * @param canary whose
 * @param headline all of it in one or two sentences
 * @param shortfall what is wanted and what is there, while that is not known to be the same; null otherwise
 * @param why what stands in the way of going on, the most urgent first; of another verdict what it follows from
 * @param next what comes by itself; null when nothing does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Explanation(String canary, String headline, String shortfall, List<Why> why, Outlook next) {
    private static final double NEVER_SHOWN = Double.POSITIVE_INFINITY;

    /**
     * One reason.
     *
     * @param reason its name
     * @param means in plain words
     * @param todo what an operator can do
     */
    public record Why(String reason, String means, String todo) {
        /** A share that SSM does not take comes first: it matters more than what follows from it. */
        static List<Why> of(Rollout rollout, Verdict verdict) {
            List<Why> all = new ArrayList<>();
            ShareTrouble trouble = rollout.notInForce();
            if (trouble != null) {
                String todo =
                        trouble.todo() == null ? Meaning.of(Reason.NOT_IN_FORCE).todo() : trouble.todo();
                all.add(new Why(
                        Reason.NOT_IN_FORCE.name(), trouble.standing(rollout.share()) + ": " + trouble.why(), todo));
            }
            if (verdict != null) {
                verdict.reasons().stream()
                        .filter(reason -> trouble == null || reason != Reason.NOT_IN_FORCE)
                        .map(reason -> new Why(
                                reason.name(),
                                Meaning.of(reason).means(),
                                Meaning.of(reason).todo()))
                        .forEach(all::add);
            }
            return List.copyOf(all);
        }
    }

    /**
     * @param rollout the latest
     * @param verdict the last one; null without any
     */
    public static Explanation of(Rollout rollout, Verdict verdict) {
        return new Explanation(
                rollout.canary(),
                headline(rollout, verdict),
                rollout.inForce() ? null : rollout.shortfallInShort(),
                Why.of(rollout, verdict),
                Outlook.of(rollout));
    }

    private static String headline(Rollout rollout, Verdict verdict) {
        if (rollout.notInForce() != null && rollout.state() != RolloutState.ROLLED_BACK) {
            return rollout.shortfall() + ".";
        }
        if (verdict == null) {
            return "Nothing is judged yet: the judge looks once per whole minute, when all events of the minute have come.";
        }
        return switch (verdict.verdict()) {
            case HOLD -> "Hold: " + hold(rollout, verdict);
            case ADVANCE ->
                "On to " + verdict.share() + " %: " + meaning(verdict) + "."
                        + (rollout.inForce()
                                ? ""
                                : " " + capital(lacking(rollout)).strip());
            case PROMOTE ->
                (rollout.inForce() ? "Promoted: every call takes the new version. " : "Going on: " + lacking(rollout))
                        + capital(meaning(verdict)) + ".";
            case ROLLBACK ->
                (rollout.inForce()
                                ? "Rolled back: every call takes the stable version. "
                                : "Going back: " + lacking(rollout))
                        + capital(harm(verdict)) + ".";
        };
    }

    private static String lacking(Rollout rollout) {
        return rollout.shortfall() + ". ";
    }

    private static String hold(Rollout rollout, Verdict verdict) {
        return switch (verdict.reason()) {
            case BAKING, MIN_CALLS, INSUFFICIENT_EVIDENCE, CAUTION ->
                verdict.reasons().contains(Reason.CAUTION)
                        ? mostHarmed(verdict)
                                .map(compared -> caution(rollout, compared))
                                .orElse(Meaning.of(Reason.CAUTION).means() + ".")
                        : slowest(verdict)
                                .map(compared -> chance(rollout, verdict, compared))
                                .orElse(meaning(verdict) + ".");
            default -> meaning(verdict) + ".";
        };
    }

    /** The guardrail that is nearest to a rollback. */
    private static Optional<Comparison> mostHarmed(Verdict verdict) {
        return verdict.guardrails().stream()
                .filter(compared -> compared.gate() && compared.evidence() != null && compared.difference() != null)
                .max(Comparator.comparingDouble(compared ->
                        compared.evidence().lnHarm() - compared.evidence().lnHarmNeeded()));
    }

    private static String caution(Rollout rollout, Comparison compared) {
        return String.format(
                Locale.ROOT,
                "the new version's %s is %.1f points %s, and %.1f are accepted. %s; its share rises only when the calls"
                        + " speak for it. %s",
                Words.metric(compared.metric()),
                Math.abs(compared.difference()),
                compared.difference() > 0 ? "higher" : "lower",
                compared.margin(),
                goesBack(compared.evidence()),
                atTheDeadline(rollout));
    }

    private static String goesBack(Evidence evidence) {
        return "It goes back when the odds for harm are " + Words.odds(evidence.lnHarmNeeded()) + " to 1, now "
                + Words.odds(evidence.lnHarm()) + " to 1";
    }

    private static String atTheDeadline(Rollout rollout) {
        Outlook next = Outlook.of(rollout);
        return next == null ? "" : "Undecided by " + Words.day(next.deadline()) + " UTC: " + next.then() + ".";
    }

    /** The guardrail that takes the most calls until it is shown to be within its margin. */
    private static Optional<Comparison> slowest(Verdict verdict) {
        return verdict.guardrails().stream()
                .filter(compared -> compared.gate() && compared.evidence() != null && compared.difference() != null)
                .filter(compared -> compared.evidence().lnNonInferiority()
                        < compared.evidence().lnNonInferiorityNeeded())
                .max(Comparator.comparingDouble(compared -> compared.evidence().moreCalls() == null
                        ? NEVER_SHOWN
                        : compared.evidence().moreCalls()));
    }

    private static String chance(Rollout rollout, Verdict verdict, Comparison compared) {
        Evidence evidence = compared.evidence();
        String metric = Words.metric(compared.metric());
        double points = compared.difference();
        String observed = points > 0
                ? String.format(
                        Locale.ROOT,
                        "the new version's %s is %.1f points higher; that could be chance.",
                        metric,
                        points)
                : String.format(
                        Locale.ROOT,
                        "the new version's %s is not higher, but it is not yet shown to stay within %.1f points.",
                        metric,
                        compared.margin());
        if (evidence.moreCalls() == null) {
            return observed + " As it goes now, more calls will not show that it is within " + compared.margin() + ". "
                    + goesBack(evidence) + ". " + atTheDeadline(rollout);
        }
        return String.format(
                Locale.ROOT,
                "%s About %,d more canary calls%s would tell.",
                observed,
                evidence.moreCalls(),
                time(rollout, verdict, evidence.moreCalls()));
    }

    /** How long so many calls take at the rate of the policy's window. */
    private static String time(Rollout rollout, Verdict verdict, long calls) {
        Verdict.Figures canary =
                verdict.versions().get(rollout.policy().versions().canary());
        if (canary == null || canary.started() <= 0 || rollout.confirmedAt() == null) {
            return "";
        }
        Duration atThisShare = Duration.between(rollout.confirmedAt(), verdict.judgedAt());
        Duration counted = atThisShare.compareTo(rollout.policy().window()) < 0
                ? atThisShare
                : rollout.policy().window();
        if (counted.toMinutes() < 1) {
            return "";
        }
        double minutes = (double) calls * counted.toMinutes() / canary.started();
        return ", some " + Words.length(Duration.ofSeconds(Math.round(minutes * 60))) + " at this rate,";
    }

    private static String harm(Verdict verdict) {
        return verdict.guardrails().stream()
                .filter(compared -> compared.gate() && compared.exceeded() && compared.difference() != null)
                .max(Comparator.comparingDouble(Comparison::difference))
                .filter(compared -> verdict.reason() == Verdict.Reason.GUARDRAIL)
                .map(compared -> String.format(
                        Locale.ROOT,
                        "its %s was %.1f points worse, and %.1f are accepted",
                        Words.metric(compared.metric()),
                        compared.difference(),
                        compared.margin()))
                .orElse(meaning(verdict));
    }

    private static String meaning(Verdict verdict) {
        return Meaning.of(verdict.reason()).means();
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
