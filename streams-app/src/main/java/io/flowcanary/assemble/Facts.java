package io.flowcanary.assemble;

import static io.flowcanary.assemble.Sign.AGENT;
import static io.flowcanary.assemble.Sign.CUSTOMER_START;
import static io.flowcanary.assemble.Sign.CUSTOMER_END;
import static io.flowcanary.assemble.Sign.ERROR;
import static io.flowcanary.assemble.Sign.OUTSIDE_END;
import static io.flowcanary.assemble.Sign.QUEUE;

import io.flowcanary.assemble.Moment.What;
import io.flowcanary.record.Fact;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a conversation, by what was known of it at a time: facts only, no numbers. The rules are Genesys' own where it has
 * one; docs/METRICS.md has them all.
 */
final class Facts {
    private Facts() {}

    /** Each fact and when it first showed, epoch milliseconds. */
    static Map<Fact, Long> of(Conversation call) {
        Map<Fact, Long> facts = new EnumMap<>(Fact.class);
        facts.put(Fact.STARTED, call.start());
        putIfSeen(facts, Fact.ENDED, ended(call));
        first(call, What.ABANDONED).ifPresent(at -> facts.put(Fact.ABANDONED, at));
        transferred(call).ifPresent(at -> facts.put(Fact.TRANSFERRED, at));
        putIfSeen(facts, Fact.ERRORED, call.signs().get(ERROR));
        selfService(call).ifPresent(end -> {
            if (end.what() == What.FLOW_SERVED) {
                facts.put(Fact.CONTAINED, end.at());
            } else if (end.what() == What.FLOW_HUNG_UP) {
                facts.put(Fact.IVR_HANGUP, end.at());
            }
        });
        call.legs().values().stream()
                .filter(leg -> leg.handleMs() > 0)
                .mapToLong(Leg::at)
                .min()
                .ifPresent(at -> facts.put(Fact.HANDLED, at));
        putBoth(facts, Fact.ENDED_ABANDONED, Fact.ABANDONED);
        putBoth(facts, Fact.ENDED_TRANSFERRED, Fact.TRANSFERRED);
        return facts;
    }

    /** Of a call that came in, its caller's end: an outside party that an agent called in may leave before. */
    private static Long ended(Conversation call) {
        Map<Sign, Long> signs = call.signs();
        boolean calledIn = signs.containsKey(CUSTOMER_START) || signs.containsKey(CUSTOMER_END);
        return signs.get(calledIn ? CUSTOMER_END : OUTSIDE_END);
    }

    private static Optional<Long> transferred(Conversation call) {
        return call.moments().stream()
                .filter(moment ->
                        moment.what() == What.HANDED_ON && moment.transfer().byAgent())
                .map(Moment::at)
                .findFirst();
    }

    /** The end of the last flow in the chain of flows; empty when somebody else came in. */
    private static Optional<Moment> selfService(Conversation call) {
        boolean left = call.signs().containsKey(QUEUE)
                || call.signs().containsKey(AGENT)
                || first(call, What.FLOW_LEFT).isPresent();
        return left
                ? Optional.empty()
                : call.moments().stream()
                        .filter(moment -> switch (moment.what()) {
                            case FLOW_WENT_ON, FLOW_SERVED, FLOW_HUNG_UP -> true;
                            default -> false;
                        })
                        .reduce((earlier, later) -> later);
    }

    private static Optional<Long> first(Conversation call, What what) {
        return call.moments().stream()
                .filter(moment -> moment.what() == what)
                .map(Moment::at)
                .findFirst();
    }

    private static void putIfSeen(Map<Fact, Long> facts, Fact fact, Long at) {
        if (at != null) {
            facts.put(fact, at);
        }
    }

    private static void putBoth(Map<Fact, Long> facts, Fact both, Fact other) {
        if (facts.containsKey(Fact.ENDED) && facts.containsKey(other)) {
            facts.put(both, Math.max(facts.get(Fact.ENDED), facts.get(other)));
        }
    }
}
