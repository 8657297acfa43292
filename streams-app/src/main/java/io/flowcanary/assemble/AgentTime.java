package io.flowcanary.assemble;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long agents worked on a conversation, each agent's time once: what her sessions of several media share, a callback and the
 * voice call that it makes, counts once. After-call work is told per session, and a later report replaces the earlier.
 */
final class AgentTime {
    private AgentTime() {}

    /** Talk, hold, dialing, contacting and after-call work, in milliseconds. */
    static long handleMs(Collection<Leg> legs) {
        List<Leg> counted = counted(legs);
        return once(counted.stream().filter(leg -> !leg.afterCall()), Leg::handleMs)
                + once(counted.stream().filter(Leg::afterCall), Leg::handleMs);
    }

    /** The reports that no later one replaces. */
    static List<Leg> counted(Collection<Leg> legs) {
        if (legs.stream().noneMatch(Leg::afterCall)) {
            return List.copyOf(legs);
        }
        Map<String, Leg> latest = new TreeMap<>();
        List<Leg> counted = new ArrayList<>();
        for (Leg leg : legs) {
            if (leg.afterCall()) {
                latest.merge(leg.agent() + '/' + leg.session(), leg, (a, b) -> a.at() > b.at() ? a : b);
            } else {
                counted.add(leg);
            }
        }
        counted.addAll(latest.values());
        return counted;
    }

    /** In milliseconds. */
    static long talkMs(Collection<Leg> legs) {
        return once(legs.stream().filter(leg -> !leg.afterCall()), Leg::talkMs);
    }

    private static long once(Stream<Leg> reports, ToLongFunction<Leg> length) {
        List<Leg> legs = reports.toList();
        if (legs.size() < 2) {
            return legs.isEmpty() ? 0 : length.applyAsLong(legs.get(0));
        }
        return legs.stream().collect(Collectors.groupingBy(Leg::agent)).values().stream()
                .mapToLong(ofOne -> covered(ofOne, length))
                .sum();
    }

    /** How much of the time axis the stretches cover, each of which ends when it was told. */
    private static long covered(List<Leg> legs, ToLongFunction<Leg> length) {
        List<Leg> byStart = new ArrayList<>(legs);
        byStart.sort(Comparator.comparingLong(leg -> leg.at() - length.applyAsLong(leg)));
        long sum = 0;
        long covered = Long.MIN_VALUE;
        for (Leg leg : byStart) {
            long from = Math.max(covered, leg.at() - length.applyAsLong(leg));
            sum += Math.max(0, leg.at() - from);
            covered = Math.max(covered, leg.at());
        }
        return sum;
    }
}
