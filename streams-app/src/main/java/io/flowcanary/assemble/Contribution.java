package io.flowcanary.assemble;

import io.flowcanary.record.Fact;
import io.flowcanary.record.Totals;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

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
        addByAge(call, cell, start, drawnAt, amounts);
        addDraw(call, key.name(), names, amounts);
        return new Contribution(cell, all, Facts.of(call), amounts);
    }

    /**
     * At each age, what had become of it by then, less what was so before: a later event never changes what an earlier age says.
     * Before the gate drew, nothing is of the version.
     */
    private static void addByAge(Conversation call, Cell cell, long start, long drawnAt, Map<Place, Long> amounts) {
        SortedSet<Integer> ages = new TreeSet<>();
        call.times().forEach(at -> ages.add(Cell.ageOf(start, Math.max(at, drawnAt))));
        Map<Measure, Long> before = Map.of();
        for (int age : ages) {
            long to = age == Totals.LATER ? Long.MAX_VALUE : start + (age + 1) * Cell.MINUTE - 1;
            Map<Measure, Long> now = Standing.of(call.upTo(to));
            for (Map.Entry<Measure, Long> is : now.entrySet()) {
                long more = is.getValue() - before.getOrDefault(is.getKey(), 0L);
                if (more != 0) {
                    amounts.put(new Place(cell, is.getKey(), age), more);
                }
            }
            for (Map.Entry<Measure, Long> was : before.entrySet()) {
                if (!now.containsKey(was.getKey())) {
                    amounts.put(new Place(cell, was.getKey(), age), -was.getValue());
                }
            }
            before = now;
        }
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
}
