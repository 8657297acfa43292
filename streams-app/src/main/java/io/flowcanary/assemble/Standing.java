package io.flowcanary.assemble;

import io.flowcanary.record.Fact;
import io.flowcanary.record.Transfer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** How much a conversation adds to each sum of its version, by what was known of it at a time. */
final class Standing {
    private Standing() {}

    static Map<Measure, Long> of(Conversation call) {
        Map<Measure, Long> sums = new HashMap<>();
        Map<Fact, Long> facts = Facts.of(call);
        facts.keySet().forEach(fact -> sums.put(new Measure.Shown(fact), 1L));
        Kinds.of(call, facts).forEach((fact, kind) -> sums.put(new Measure.OfKind(fact, kind), 1L));
        addAsGenesysCounts(call, sums);
        if (facts.containsKey(Fact.HANDLED)) {
            long handleMs = AgentTime.handleMs(call.legs().values());
            add(sums, Fact.HANDLE_MS, handleMs);
            add(sums, Fact.TALK_MS, AgentTime.talkMs(call.legs().values()));
            sums.put(new Measure.HandleTime(HandleTimes.bucket(handleMs)), 1L);
        }
        return sums;
    }

    /** Each wait and each agent's part by itself, as its views do. */
    private static void addAsGenesysCounts(Conversation call, Map<Measure, Long> sums) {
        Map<Fact, Long> counts = new EnumMap<>(Fact.class);
        for (Moment moment : call.moments()) {
            switch (moment.what()) {
                case ANSWERED -> counts.merge(Fact.ANSWERED, 1L, Long::sum);
                case ABANDONED -> counts.merge(Fact.QUEUE_ABANDONS, 1L, Long::sum);
                case FLOWED_OUT -> counts.merge(Fact.OFFERED, 1L, Long::sum);
                case HANDED_ON -> counts.merge(Fact.AGENT_TRANSFERS, isBlindOrConsult(moment) ? 1L : 0L, Long::sum);
                default -> {}
            }
        }
        long reachedAnEnd = counts.getOrDefault(Fact.ANSWERED, 0L) + counts.getOrDefault(Fact.QUEUE_ABANDONS, 0L);
        counts.merge(Fact.OFFERED, reachedAnEnd, Long::sum);
        counts.forEach((fact, count) -> add(sums, fact, count));
    }

    private static boolean isBlindOrConsult(Moment moment) {
        return moment.transfer() == Transfer.BLIND || moment.transfer() == Transfer.CONSULT;
    }

    private static void add(Map<Measure, Long> sums, Fact fact, long amount) {
        if (amount != 0) {
            sums.put(new Measure.Shown(fact), amount);
        }
    }
}
