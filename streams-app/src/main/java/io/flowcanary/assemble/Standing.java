package io.flowcanary.assemble;

import io.flowcanary.assemble.Moment.What;
import io.flowcanary.record.Fact;
import io.flowcanary.record.Transfer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** How much a conversation adds to each sum of its version, by what was known of it at a time. */
final class Standing {
    private Standing() {}

    static Map<Measure, Long> of(Conversation call) {
        Map<Measure, Long> sums = new HashMap<>();
        Map<Fact, Long> facts = Facts.of(call);
        facts.keySet().forEach(fact -> sums.put(new Measure.Shown(fact), 1L));
        Kinds.of(call, facts).forEach((fact, kind) -> sums.put(new Measure.OfKind(fact, kind), 1L));
        addAsGenesysCounts(call, sums);
        long handleMs = AgentTime.handleMs(call.legs().values());
        add(sums, Fact.HANDLE_MS, handleMs);
        add(sums, Fact.TALK_MS, AgentTime.talkMs(call.legs().values()));
        if (handleMs > 0) {
            sums.put(new Measure.HandleTime(HandleTimes.bucket(handleMs)), 1L);
        }
        return sums;
    }

    /** Each wait and each agent's part by itself, as its views do. */
    private static void addAsGenesysCounts(Conversation call, Map<Measure, Long> sums) {
        long answered = count(call, moment -> moment.what() == What.ANSWERED);
        long abandoned = count(call, moment -> moment.what() == What.ABANDONED);
        long flowedOut = count(call, moment -> moment.what() == What.FLOWED_OUT);
        add(sums, Fact.OFFERED, answered + abandoned + flowedOut);
        add(sums, Fact.ANSWERED, answered);
        add(sums, Fact.QUEUE_ABANDONS, abandoned);
        add(
                sums,
                Fact.AGENT_TRANSFERS,
                count(call, moment -> moment.what() == What.HANDED_ON && isBlindOrConsult(moment.transfer())));
    }

    private static boolean isBlindOrConsult(Transfer transfer) {
        return transfer == Transfer.BLIND || transfer == Transfer.CONSULT;
    }

    private static long count(Conversation call, Predicate<Moment> wanted) {
        return call.moments().stream().filter(wanted).count();
    }

    private static void add(Map<Measure, Long> sums, Fact fact, long amount) {
        if (amount != 0) {
            sums.put(new Measure.Shown(fact), amount);
        }
    }
}
