package io.flowcanary.show;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.record.Answer;
import io.flowcanary.record.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Something that happened to a canary: an order, or a verdict that changed something.
 *
 * @param at event time
 * @param kind {@code order}, {@code refused} or {@code verdict}
 * @param what the order's name, or the verdict with its reason
 * @param actor who ordered; null of a verdict
 * @param why the actor's reason, the refusal, or the verdict's explanation; null without any
 * @param share percent wanted after it; null without a rollout
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HistoryEntry(Instant at, String kind, String what, String actor, String why, Integer share) {
    /** Both lists in one, the newest first. */
    public static List<HistoryEntry> merged(List<Answer> orders, List<Verdict> changes, int limit) {
        return Stream.concat(
                        orders.stream().map(HistoryEntry::of), changes.stream().map(HistoryEntry::of))
                .sorted(Comparator.comparing(HistoryEntry::at).reversed())
                .limit(limit)
                .toList();
    }

    private static HistoryEntry of(Answer order) {
        return new HistoryEntry(
                order.at(),
                order.followed() ? "order" : "refused",
                order.order(),
                order.actor(),
                order.followed() ? order.reason() : order.refusal(),
                order.rollout() == null ? null : order.rollout().share());
    }

    private static HistoryEntry of(Verdict verdict) {
        return new HistoryEntry(
                verdict.judgedAt(),
                "verdict",
                ofShare(verdict) ? verdict.reason().name() : verdict.verdict() + " " + verdict.reason(),
                null,
                verdict.explanation(),
                verdict.share());
    }

    /** Whether it tells what became of the share, which the judge has no part in. */
    private static boolean ofShare(Verdict verdict) {
        return verdict.reason() == Verdict.Reason.NOT_IN_FORCE || verdict.reason() == Verdict.Reason.IN_FORCE;
    }

    /** One line. */
    public String line(Paint paint) {
        String head = String.format(
                Locale.ROOT, "%s  %4s  %-8s %-24s", Words.day(at), share == null ? "" : share + " %", kind, what);
        String painted = kind.equals("refused") ? paint.warn(head) : head;
        String by = actor == null ? "" : " by " + actor;
        return painted + by + (why == null ? "" : (actor == null ? " " : ": ") + why);
    }
}
