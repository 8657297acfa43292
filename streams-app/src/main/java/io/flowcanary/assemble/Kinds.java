package io.flowcanary.assemble;

import io.flowcanary.assemble.Moment.What;
import io.flowcanary.record.Fact;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What a policy may tell apart among conversations that showed a fact: it decides what counts, and the counts are kept before any
 * policy is known. See {@link io.flowcanary.record.Totals#kinds}.
 */
final class Kinds {
    /** Waits are told apart below it. */
    private static final long LONGEST_WAIT_MS = 60_000;

    /** More failed outcomes than any flow has; the rest are not told apart. */
    private static final int MOST_DETAILS = 16;

    private Kinds() {}

    static Map<Fact, String> of(Conversation call, Map<Fact, Long> facts) {
        if (call.moments().stream().noneMatch(Kinds::tellsApart)) {
            return Map.of();
        }
        Map<Fact, String> kinds = new EnumMap<>(Fact.class);
        longestWait(call).ifPresent(ms -> {
            if (ms < LONGEST_WAIT_MS) {
                put(kinds, facts, Fact.ABANDONED, Fact.ENDED_ABANDONED, String.valueOf(ms / 1000));
            }
        });
        put(kinds, facts, Fact.TRANSFERRED, Fact.ENDED_TRANSFERRED, joined(call, What.HANDED_ON));
        if (!facts.containsKey(Fact.ERRORED)) {
            put(kinds, facts, Fact.ERRORED, null, joined(call, What.OUTCOME_FAILED));
        }
        return kinds;
    }

    private static boolean tellsApart(Moment moment) {
        return switch (moment.what()) {
            case ABANDONED, HANDED_ON, OUTCOME_FAILED -> true;
            default -> false;
        };
    }

    private static void put(Map<Fact, String> kinds, Map<Fact, Long> facts, Fact fact, Fact ofEnded, String kind) {
        if (!kind.isEmpty()) {
            kinds.put(fact, kind);
            if (ofEnded != null && facts.containsKey(Fact.ENDED)) {
                kinds.put(ofEnded, kind);
            }
        }
    }

    private static String joined(Conversation call, What what) {
        return call.moments().stream()
                .filter(moment -> moment.what() == what)
                .map(Moment::detail)
                .distinct()
                .sorted()
                .limit(MOST_DETAILS)
                .collect(Collectors.joining("+"));
    }

    /** Of all that the caller gave up; nothing when one of them is not known. */
    private static OptionalLong longestWait(Conversation call) {
        long longest = -1;
        long queued = Long.MIN_VALUE;
        for (Moment moment : call.moments()) {
            if (moment.what() == What.QUEUED) {
                queued = moment.at();
            } else if (moment.what() == What.ABANDONED) {
                if (moment.detail().isEmpty() && queued == Long.MIN_VALUE) {
                    return OptionalLong.empty();
                }
                long wait = moment.detail().isEmpty() ? moment.at() - queued : Long.parseLong(moment.detail());
                longest = Math.max(longest, wait);
            }
        }
        return longest < 0 ? OptionalLong.empty() : OptionalLong.of(longest);
    }
}
