package io.flowcanary.tally;

import io.flowcanary.record.Fact;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Totals;
import io.flowcanary.record.Transfer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Tallies as a policy counts them: what it calls an abandon, a transfer and an error. Tallies are kept before any policy is known,
 * with what a policy may tell apart beside them; so another policy counts the same calls again.
 */
public final class PolicyTallies implements TallyStore {
    private static final Set<Transfer> AGENTS = Set.of(Transfer.BLIND, Transfer.CONSULT, Transfer.CONFERENCE);

    private final TallyStore store;
    private final Duration shortAbandon;
    private final Set<Transfer> transfers;
    private final Set<String> errorOutcomes;
    /** What this policy counts in another way than the tallies do. */
    private final Set<Fact> otherwise = EnumSet.noneOf(Fact.class);

    /** @param policy null: every abandon counts, agents' transfers, and no flow outcome */
    public PolicyTallies(TallyStore store, Policy policy) {
        this.store = store;
        shortAbandon = policy == null ? null : policy.shortAbandon();
        transfers = policy == null ? AGENTS : Set.copyOf(policy.transfers());
        errorOutcomes = policy == null ? Set.of() : Set.copyOf(policy.errorOutcomes());
        if (shortAbandon != null) {
            otherwise.addAll(Set.of(Fact.ABANDONED, Fact.ENDED_ABANDONED));
        }
        if (!transfers.equals(AGENTS)) {
            otherwise.addAll(Set.of(Fact.TRANSFERRED, Fact.ENDED_TRANSFERRED));
        }
        if (!errorOutcomes.isEmpty()) {
            otherwise.add(Fact.ERRORED);
        }
    }

    @Override
    public void put(Totals totals) {
        store.put(totals);
    }

    @Override
    public void read(String canary, long from, long to, Consumer<Totals> reader) {
        store.read(canary, from, to, totals -> reader.accept(counted(totals)));
    }

    private Totals counted(Totals totals) {
        if (otherwise.stream().noneMatch(fact -> tellsApart(totals, fact))) {
            return totals;
        }
        Sums sums = new Sums(totals);
        if (shortAbandon != null) {
            Predicate<String> soon = seconds -> Long.parseLong(seconds) < shortAbandon.toSeconds();
            sums.add(Fact.SHORT_ABANDONED, Fact.ABANDONED, soon, 1);
            sums.add(Fact.ABANDONED, Fact.ABANDONED, soon, -1);
            sums.add(Fact.ENDED_ABANDONED, Fact.ENDED_ABANDONED, soon, -1);
        }
        if (!transfers.equals(AGENTS)) {
            for (Fact fact : Set.of(Fact.TRANSFERRED, Fact.ENDED_TRANSFERRED)) {
                sums.add(
                        fact,
                        fact,
                        kind -> any(kind, part -> Transfer.valueOf(part).byAgent()),
                        -1);
                sums.add(fact, fact, kind -> any(kind, part -> transfers.contains(Transfer.valueOf(part))), 1);
            }
        }
        sums.add(Fact.ERRORED, Fact.ERRORED, kind -> any(kind, errorOutcomes::contains), 1);
        return sums.totals();
    }

    private static boolean any(String kind, Predicate<String> wanted) {
        return Arrays.stream(kind.split("\\+")).anyMatch(wanted);
    }

    private static boolean tellsApart(Totals totals, Fact fact) {
        return totals.kinds().containsKey(fact) || totals.lateKinds().containsKey(fact);
    }

    /** Counts that change, in time and late alike. */
    private static final class Sums {
        private final Totals of;
        private final Map<Fact, Map<Integer, Long>> counts = new EnumMap<>(Fact.class);
        private final Map<Fact, Long> late = new EnumMap<>(Fact.class);

        Sums(Totals of) {
            this.of = of;
            counts.putAll(of.counts());
            late.putAll(of.late());
        }

        void add(Fact fact, Fact ofFact, Predicate<String> kinds, int sign) {
            of.kinds().getOrDefault(ofFact, Collections.emptyMap()).forEach((kind, ages) -> {
                if (kinds.test(kind)) {
                    Map<Integer, Long> sums = new TreeMap<>(counts.getOrDefault(fact, Map.of()));
                    ages.forEach((age, count) -> sums.merge(age, sign * count, Long::sum));
                    counts.put(fact, sums);
                }
            });
            of.lateKinds().getOrDefault(ofFact, Collections.emptyMap()).forEach((kind, count) -> {
                if (kinds.test(kind)) {
                    late.merge(fact, sign * count, Long::sum);
                }
            });
        }

        Totals totals() {
            return new Totals(
                    of.canary(),
                    of.version(),
                    of.minute(),
                    of.partition(),
                    counts,
                    late,
                    of.kinds(),
                    of.lateKinds(),
                    of.handleTimesByAge(),
                    of.lateHandleTimes(),
                    of.draws(),
                    of.lateEvents(),
                    of.flowVersions());
        }
    }
}
