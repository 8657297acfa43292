package io.flowcanary.assemble;

import static io.flowcanary.assemble.Sign.ABANDON;
import static io.flowcanary.assemble.Sign.AGENT;
import static io.flowcanary.assemble.Sign.AGENT_TRANSFER;
import static io.flowcanary.assemble.Sign.CUSTOMER_END;
import static io.flowcanary.assemble.Sign.ERROR;
import static io.flowcanary.assemble.Sign.FLOW_DISCONNECT;
import static io.flowcanary.assemble.Sign.FLOW_HANGUP;
import static io.flowcanary.assemble.Sign.FLOW_TRANSFER;
import static io.flowcanary.assemble.Sign.QUEUE;

import io.flowcanary.assemble.Conversation.Leg;
import io.flowcanary.record.Fact;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one conversation, as far as it is known, adds to which sums. A pure function of the conversation: what an event
 * changes is the difference between before and after.
 *
 * @param cell the cell of its version; null while it has no version
 * @param all the cell of every conversation of its canary; null while it has no canary
 * @param facts when each count was earned, epoch milliseconds
 * @param amounts per place, how much
 */
record Contribution(Cell cell, Cell all, Map<Fact, Long> facts, Map<Place, Long> amounts) {
    /** The version of conversations that drew two. */
    static final String MIXED = "mixed";

    static final Contribution NOTHING = new Contribution(null, null, Map.of(), Map.of());

    /** One sum: of a cell, what is measured, and an age. */
    record Place(Cell cell, Measure measure, int age) {
        private Place(Cell cell, Fact fact, int age) {
            this(cell, new Measure.Shown(fact), age);
        }
    }

    /** How many of a canary's versions are told apart is limited; the rest share a name. */
    interface VersionNames {
        String nameFor(String canary, String version);
    }

    static Contribution of(Conversation call, VersionNames names) {
        Conversation.Mark key = call.canary() != null ? call.canary() : call.flow();
        if (key == null) {
            return NOTHING;
        }
        long start = call.start();
        long minute = Math.floorDiv(start, Cell.MINUTE);
        Map<Place, Long> amounts = new HashMap<>();
        Cell all = new Cell(minute, key.name(), Cell.ALL);
        amounts.put(new Place(all, Fact.STARTED, Cell.ageOf(start, key.at())), 1L);
        if (call.flowVersion() != null) {
            int age = Cell.ageOf(start, Math.max(call.flowVersion().at(), key.at()));
            amounts.put(
                    new Place(all, new Measure.ThroughFlow(call.flowVersion().name()), age), 1L);
        }
        if (call.versions().isEmpty()) {
            return new Contribution(null, all, Map.of(), amounts);
        }

        String drawn = call.versions().size() > 1
                ? MIXED
                : call.versions().keySet().iterator().next();
        long drawnAt = call.versions().values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
        Cell cell = new Cell(minute, key.name(), names.nameFor(key.name(), drawn));
        Map<Fact, Long> facts = facts(call, start);
        facts.forEach((fact, at) -> amounts.put(new Place(cell, fact, Cell.ageOf(start, Math.max(at, drawnAt))), 1L));
        addWork(call, cell, start, drawnAt, amounts);
        addDraw(call, key.name(), names, amounts);
        return new Contribution(cell, all, facts, amounts);
    }

    private static Map<Fact, Long> facts(Conversation call, long start) {
        Map<Sign, Long> signs = call.signs();
        boolean leftTheFlow = signs.containsKey(QUEUE) || signs.containsKey(AGENT);
        Map<Fact, Long> facts = new EnumMap<>(Fact.class);
        facts.put(Fact.STARTED, start);
        putIfSeen(facts, Fact.ENDED, signs.get(CUSTOMER_END));
        putIfSeen(facts, Fact.ABANDONED, signs.get(ABANDON));
        putIfSeen(facts, Fact.TRANSFERRED, signs.get(AGENT_TRANSFER));
        putIfSeen(facts, Fact.ERRORED, signs.get(ERROR));
        if (!leftTheFlow && !signs.containsKey(FLOW_TRANSFER)) {
            putIfSeen(facts, Fact.CONTAINED, signs.get(FLOW_DISCONNECT));
        }
        if (!leftTheFlow) {
            putIfSeen(facts, Fact.IVR_HANGUP, signs.get(FLOW_HANGUP));
        }
        call.legs().values().stream()
                .filter(leg -> leg.handleMs() > 0)
                .mapToLong(Leg::at)
                .min()
                .ifPresent(at -> facts.put(Fact.HANDLED, at));
        putBoth(facts, Fact.ENDED_ABANDONED, Fact.ABANDONED);
        putBoth(facts, Fact.ENDED_TRANSFERRED, Fact.TRANSFERRED);
        return facts;
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

    private static void addWork(Conversation call, Cell cell, long start, long drawnAt, Map<Place, Long> amounts) {
        for (Leg leg : call.legs().values()) {
            int age = Cell.ageOf(start, Math.max(leg.at(), drawnAt));
            if (leg.handleMs() > 0) {
                amounts.merge(new Place(cell, Fact.HANDLE_MS, age), leg.handleMs(), Long::sum);
            }
            if (leg.talkMs() > 0) {
                amounts.merge(new Place(cell, Fact.TALK_MS, age), leg.talkMs(), Long::sum);
            }
        }
        addHandleTime(call, cell, start, drawnAt, amounts);
    }

    /** Goes from bucket to bucket with each stretch of work, at the age at which that is known. */
    private static void addHandleTime(
            Conversation call, Cell cell, long start, long drawnAt, Map<Place, Long> amounts) {
        TreeMap<Integer, Long> byAge = new TreeMap<>();
        for (Leg leg : call.legs().values()) {
            byAge.merge(Cell.ageOf(start, Math.max(leg.at(), drawnAt)), leg.handleMs(), Long::sum);
        }
        long handleMs = 0;
        for (Map.Entry<Integer, Long> more : byAge.entrySet()) {
            if (more.getValue() > 0) {
                if (handleMs > 0) {
                    merge(amounts, new Place(cell, handleTime(handleMs), more.getKey()), -1);
                }
                handleMs += more.getValue();
                merge(amounts, new Place(cell, handleTime(handleMs), more.getKey()), 1);
            }
        }
    }

    private static Measure handleTime(long ms) {
        return new Measure.HandleTime(HandleTimes.bucket(ms));
    }

    private static void merge(Map<Place, Long> amounts, Place place, long amount) {
        amounts.merge(place, amount, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
    }

    /** Where and when the gate drew first, whatever it drew later. */
    private static void addDraw(Conversation call, String canary, VersionNames names, Map<Place, Long> amounts) {
        Conversation.Mark first = call.versions().entrySet().stream()
                .map(drawn -> new Conversation.Mark(drawn.getKey(), drawn.getValue()))
                .min(Conversation.Mark::compareTo)
                .orElseThrow();
        Cell cell = new Cell(Math.floorDiv(first.at(), Cell.MINUTE), canary, names.nameFor(canary, first.name()));
        amounts.put(new Place(cell, new Measure.Drawn((int) Math.floorMod(first.at(), Cell.MINUTE)), 0), 1L);
    }

    /** All of a conversation's handle or talk time, in milliseconds. */
    static long sum(Conversation call, Fact fact) {
        return call.legs().values().stream()
                .mapToLong(leg -> fact == Fact.HANDLE_MS ? leg.handleMs() : leg.talkMs())
                .sum();
    }
}
