package io.flowcanary.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.assemble.AssembleSettings;
import io.flowcanary.assemble.Cell;
import io.flowcanary.assemble.PartitionAssembler;
import io.flowcanary.assemble.PartitionOutput;
import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.Fact;
import io.flowcanary.record.Outcome;
import io.flowcanary.record.TallyRecord;
import io.flowcanary.record.Totals;
import io.flowcanary.record.Watermark;
import io.flowcanary.tally.TallyStore;
import io.flowcanary.topology.Call;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for the sums of any events whatsoever, in any order. */
class AssemblerPropertiesTest {
    private static final List<BiFunction<Call, String, ConversationEvent>> KINDS = List.of(
            Call::customerStart,
            Call::customerEnd,
            Call::flowStart,
            (call, time) -> call.flowEnd(time, "FLOW_DISCONNECT"),
            (call, time) -> call.flowEnd(time, "DISCONNECT"),
            (call, time) -> call.flowEnd(time, "TRANSFER"),
            (call, time) -> call.flowEnd(time, "BOT", "FLOW_ERROR_EXIT"),
            (call, time) -> call.flowTransfers(time, "FLOW"),
            (call, time) -> call.flowTransfers(time, "NUMBER"),
            (call, time) -> call.flowOutcome(time, "o-1", "FAILURE"),
            (call, time) -> call.flowOutcome(time, "o-2", "FAILURE"),
            (call, time) -> Call.of("CALLBACK", call.queueEnd(time, "ABANDON")),
            (call, time) -> call.queueEnd(time, "FLOW_OUT"),
            (call, time) -> Call.outbound(call.customerEnd(time)),
            (call, time) -> call.agentEnd("a-1", time, "NO_ANSWER_TRANSFER", 0, 0),
            (call, time) -> Call.of("CALLBACK", call.agentEnd("a-1", time, "PEER", 60_000, 80_000)),
            Call::queueStart,
            (call, time) -> call.queueEnd(time, "ABANDON"),
            (call, time) -> call.agentStart("a-1", time),
            (call, time) -> call.agentEnd("a-1", time, "TRANSFER", 40_000, 50_000),
            (call, time) -> call.agentEnd("a-2", time, "ENDPOINT", 90_000, 130_000),
            (call, time) -> call.afterCallWork("a-1", time, 20_000),
            (call, time) -> call.draws("v1", time),
            (call, time) -> call.draws("v2", time),
            (call, time) -> call.draws("v2", null, time),
            (call, time) -> call.draws(null, "other-ivr", time),
            (call, time) -> call.draws("fallback", time));

    @Property(tries = 500)
    void neitherOrderNorRepetitionChangesATotal(@ForAll("events") List<ConversationEvent> events, @ForAll long seed) {
        List<ConversationEvent> inOrder = new ArrayList<>(events);
        inOrder.sort(Comparator.comparingLong(ConversationEvent::eventTime));
        List<ConversationEvent> disordered = disordered(events, new Random(seed));

        assertThat(Assembly.of(disordered, 3).all())
                .isEqualTo(Assembly.of(inOrder, 3).all());
    }

    @Property(tries = 500)
    void noTotalIsNegative(@ForAll("events") List<ConversationEvent> events, @ForAll long seed) {
        Assembly assembly = Assembly.of(disordered(events, new Random(seed)), 2);

        assertThat(assembly.all().values()).allMatch(total -> total > 0);
    }

    @Property(tries = 500)
    void allCallsAreAtLeastThoseWithAVersion(@ForAll("events") List<ConversationEvent> events, @ForAll long seed) {
        Map<String, Long> all = new HashMap<>();
        Map<String, Long> versioned = new HashMap<>();
        Assembly assembly = Assembly.of(disordered(events, new Random(seed)), 2);

        assembly.totals.values().forEach(totals -> {
            Map<String, Long> sums = totals.version().equals(Cell.ALL) ? all : versioned;
            sums.merge(TallyStore.minuteKey(totals.canary(), totals.minute()), total(totals, Fact.STARTED), Long::sum);
        });

        versioned.forEach((minute, started) -> assertThat(started).isLessThanOrEqualTo(all.getOrDefault(minute, 0L)));
    }

    @Property(tries = 500)
    void noCallIsCountedTwiceAsStarted(@ForAll("events") List<ConversationEvent> events, @ForAll long seed) {
        Assembly assembly = Assembly.of(disordered(events, new Random(seed)), 2);

        long calls = events.stream()
                .map(ConversationEvent::conversationId)
                .distinct()
                .count();
        assertThat(assembly.totals.values().stream()
                        .filter(totals -> totals.version().equals(Cell.ALL))
                        .mapToLong(totals -> total(totals, Fact.STARTED))
                        .sum())
                .isLessThanOrEqualTo(calls);
    }

    @Property(tries = 500)
    void howOftenIsFlushedChangesNothing(@ForAll("events") List<ConversationEvent> events, @ForAll long seed) {
        List<ConversationEvent> disordered = disordered(events, new Random(seed));
        Assembly atTheEnd = Assembly.of(disordered, Integer.MAX_VALUE);

        for (int every : new int[] {1, 2, 7}) {
            Assembly often = Assembly.of(disordered, every);
            assertThat(often.totals).isEqualTo(atTheEnd.totals);
            assertThat(often.watermark).isEqualTo(atTheEnd.watermark);
            assertThat(often.outcomes).isEqualTo(atTheEnd.outcomes);
        }
    }

    @Property(tries = 500)
    void aCompleteCellNeverChanges(@ForAll("events") List<ConversationEvent> events, @ForAll long seed) {
        Assembly assembly = new Assembly();
        assembly.assembler.flush();

        for (ConversationEvent event : disordered(events, new Random(seed))) {
            long w = assembly.watermark.at();
            Map<String, Long> before = assembly.completeAt(w);
            assembly.assembler.accept(event);
            assembly.assembler.flush();
            assertThat(assembly.completeAt(w)).isEqualTo(before);
        }
    }

    @Provide
    Arbitrary<List<ConversationEvent>> events() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(KINDS),
                        Arbitraries.integers().between(0, 90 * 60))
                .as((call, kind, second) -> kind.apply(new Call("c-" + call), time(second)))
                .list()
                .ofMaxSize(50);
    }

    /** The same events in any order, a third of them once more. */
    private static List<ConversationEvent> disordered(List<ConversationEvent> events, Random random) {
        List<ConversationEvent> all = new ArrayList<>(events);
        events.stream().filter(event -> random.nextInt(3) == 0).forEach(all::add);
        Collections.shuffle(all, random);
        return all;
    }

    private static String time(int second) {
        return LocalTime.of(9, 0).plusSeconds(second).format(DateTimeFormatter.ISO_LOCAL_TIME);
    }

    private static long total(Totals totals, Fact fact) {
        return totals.counts().getOrDefault(fact, Map.of()).values().stream()
                        .mapToLong(Long::longValue)
                        .sum()
                + totals.late().getOrDefault(fact, 0L);
    }

    /** One partition, and what it last said. */
    private static final class Assembly implements PartitionOutput {
        final Map<String, Totals> totals = new TreeMap<>();
        final Map<String, Outcome> outcomes = new TreeMap<>();
        final PartitionAssembler assembler =
                new PartitionAssembler(0, AssembleSettings.DEFAULTS, new MapPartitionState(), this);
        Watermark watermark;

        static Assembly of(List<ConversationEvent> events, int flushEvery) {
            Assembly assembly = new Assembly();
            for (int i = 0; i < events.size(); i++) {
                assembly.assembler.accept(events.get(i));
                if (i % flushEvery == flushEvery - 1) {
                    assembly.assembler.flush();
                }
            }
            assembly.assembler.flush();
            return assembly;
        }

        /** In time and late together, zeros left out; and the histograms. */
        Map<String, Long> all() {
            Map<String, Long> all = new TreeMap<>();
            totals.forEach((key, each) -> {
                for (Fact fact : Fact.values()) {
                    all.put(key + fact, AssemblerPropertiesTest.total(each, fact));
                }
                each.handleTimesByAge()
                        .forEach((bucket, ages) ->
                                ages.values().forEach(count -> all.merge(key + bucket, count, Long::sum)));
                each.kinds()
                        .forEach((fact, kinds) -> kinds.forEach((kind, ages) ->
                                ages.values().forEach(count -> all.merge(key + fact + kind, count, Long::sum))));
                each.lateKinds()
                        .forEach((fact, kinds) ->
                                kinds.forEach((kind, count) -> all.merge(key + fact + kind, count, Long::sum)));
                each.lateHandleTimes().forEach((bucket, count) -> all.merge(key + bucket, count, Long::sum));
            });
            all.values().removeIf(count -> count == 0);
            return all;
        }

        Map<String, Long> completeAt(long w) {
            Map<String, Long> complete = new TreeMap<>();
            totals.forEach((key, each) -> each.counts()
                    .forEach((fact, ages) -> ages.forEach((age, count) -> {
                        if (Cell.completeAt(each.minute(), age) <= w) {
                            complete.put(key + fact + age, count);
                        }
                    })));
            return complete;
        }

        @Override
        public void tally(TallyRecord record) {
            if (record instanceof Totals newer) {
                totals.put(TallyStore.key(newer), newer);
            } else {
                watermark = (Watermark) record;
            }
        }

        @Override
        public void outcome(Outcome outcome) {
            outcomes.put(outcome.conversationId(), outcome);
        }
    }
}
