package io.flowcanary.assemble;

import static io.flowcanary.assemble.Sign.AGENT;
import static io.flowcanary.assemble.Sign.CUSTOMER_END;
import static io.flowcanary.assemble.Sign.CUSTOMER_START;
import static io.flowcanary.assemble.Sign.ERROR;
import static io.flowcanary.assemble.Sign.OUTSIDE_END;
import static io.flowcanary.assemble.Sign.QUEUE;

import io.flowcanary.assemble.Moment.What;
import io.flowcanary.record.Fact;
import java.util.EnumMap;
import java.util.Map;

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
        putIfSeen(facts, Fact.ERRORED, call.signs().get(ERROR));
        addMoments(call, facts);
        AgentTime.counted(call.legs().values()).stream()
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

    private static void addMoments(Conversation call, Map<Fact, Long> facts) {
        boolean selfService = !call.signs().containsKey(QUEUE) && !call.signs().containsKey(AGENT);
        Moment lastFlowEnd = null;
        for (Moment moment : call.moments()) {
            switch (moment.what()) {
                case ABANDONED -> facts.putIfAbsent(Fact.ABANDONED, moment.at());
                case HANDED_ON -> {
                    if (moment.transfer().byAgent()) {
                        facts.putIfAbsent(Fact.TRANSFERRED, moment.at());
                    }
                }
                case FLOW_LEFT -> selfService = false;
                case FLOW_WENT_ON, FLOW_SERVED, FLOW_HUNG_UP -> lastFlowEnd = moment;
                default -> {}
            }
        }
        if (selfService && lastFlowEnd != null) {
            addSelfService(lastFlowEnd, facts);
        }
    }

    /** How the last flow of the chain ended. */
    private static void addSelfService(Moment end, Map<Fact, Long> facts) {
        if (end.what() == What.FLOW_SERVED) {
            facts.put(Fact.CONTAINED, end.at());
        } else if (end.what() == What.FLOW_HUNG_UP) {
            facts.put(Fact.IVR_HANGUP, end.at());
        }
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
