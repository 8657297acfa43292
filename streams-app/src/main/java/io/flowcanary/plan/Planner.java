package io.flowcanary.plan;

import io.flowcanary.plan.Plan.HarmOutlook;
import io.flowcanary.plan.Plan.Outlook;
import io.flowcanary.plan.Rehearsal.End;
import io.flowcanary.plan.Rehearsal.Ending;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Policy.Guardrail;
import io.flowcanary.record.Policy.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * Plans a rollout by rehearsing it many times with the real judge, on all cores. Equal questions get equal plans.
 *
 * @param policy by which it is judged; its own steps follow the first share
 * @param callsPerHour of both versions, above 0
 * @param baselines stable's rates
 * @param shares to start at, 1 to 99 percent
 * @param sizes of the harms that are rehearsed
 * @param runs rehearsals of each share with each harm
 */
public record Planner(
        Policy policy,
        double callsPerHour,
        Baselines baselines,
        SortedSet<Integer> shares,
        Set<Harm.Size> sizes,
        int runs,
        long seed) {
    private static final List<Integer> USUAL_SHARES = List.of(5, 10, 20, 30, 50);
    private static final int MOST_RUNS = 100_000;
    private static final double MOST_CALLS = 10_000_000;

    public Planner {
        require(
                callsPerHour > 0 && callsPerHour <= MOST_CALLS,
                "calls per hour: " + callsPerHour,
                "a number above 0 and at most 10000000");
        require(runs >= 1 && runs <= MOST_RUNS, "runs: " + runs, "1 to 100000");
        shares.forEach(share -> require(share >= 1 && share <= 99, "share: " + share, "a percentage from 1 to 99"));
        shares = new TreeSet<>(shares);
        sizes = Set.copyOf(sizes);
    }

    /** The shares that people compare, and one that they ask for. */
    public static SortedSet<Integer> sharesWith(int asked) {
        SortedSet<Integer> shares = new TreeSet<>(USUAL_SHARES);
        shares.add(asked);
        return shares;
    }

    /** What is rehearsed: a rollout, and what is wrong with its canary. */
    private record Play(Policy policy, Harm harm) {}

    private static void require(boolean holds, String what, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(what + " is not allowed; expected " + allowed);
        }
    }

    /** @param progress is told how much is done, 0 to 1, from several threads */
    public Plan plan(DoubleConsumer progress) {
        List<Play> plays = new ArrayList<>();
        for (int share : shares) {
            Policy starting = policy.startingAt(share);
            plays.add(new Play(starting, null));
            harms().forEach(harm -> plays.add(new Play(starting, harm)));
        }
        List<Ending> endings = rehearse(plays, progress);
        List<Outlook> outlooks = new ArrayList<>();
        int perShare = (1 + harms().size()) * runs;
        for (int share : shares) {
            int from = outlooks.size() * perShare;
            outlooks.add(outlook(share, endings.subList(from, from + perShare)));
        }
        double deadlineHours = policy.deadline().after().toMinutes() / 60.0;
        return new Plan(callsPerHour, baselines, deadlineHours, runs, seed, outlooks);
    }

    /** Each play as often as is asked, in order. The same chance plays all of them, so that they differ by what they are. */
    private List<Ending> rehearse(List<Play> plays, DoubleConsumer progress) {
        int total = plays.size() * runs;
        AtomicInteger done = new AtomicInteger();
        return IntStream.range(0, total)
                .parallel()
                .mapToObj(i -> {
                    Play play = plays.get(i / runs);
                    Chance chance = new Chance(seed * MOST_RUNS + i % runs);
                    Ending ending = Rehearsal.of(play.policy, callsPerHour, baselines, play.harm, chance);
                    progress.accept((double) done.incrementAndGet() / total);
                    return ending;
                })
                .toList();
    }

    private List<Harm> harms() {
        return Harm.of(policy, sizes);
    }

    private Outlook outlook(int share, List<Ending> endings) {
        List<Ending> harmless = endings.subList(0, runs);
        List<HarmOutlook> outlooks = new ArrayList<>();
        for (Harm harm : harms()) {
            int from = (outlooks.size() + 1) * runs;
            outlooks.add(outlook(harm, endings.subList(from, from + runs)));
        }
        return new Outlook(
                share,
                policy.startingAt(share).steps(),
                callsPerHour * share / 100,
                Hours.to(End.PROMOTED, harmless),
                Hours.to(End.ROLLED_BACK, harmless).reached(),
                Hours.to(End.UNDECIDED, harmless).reached(),
                fixedSampleCalls(share / 100.0),
                outlooks);
    }

    private HarmOutlook outlook(Harm harm, List<Ending> endings) {
        double stable = baselines.bad(harm.metric());
        double canary = harm.canaryBad(stable);
        double level = policy.alpha() / gating().size();
        double calls = Analytic.waldCalls(stable, canary, level);
        return new HarmOutlook(
                harm.metric(),
                harm.size(),
                percent(harm.metric(), stable),
                percent(harm.metric(), canary),
                Hours.to(End.ROLLED_BACK, endings),
                Double.isInfinite(calls) ? null : (Double) calls);
    }

    private long fixedSampleCalls(double share) {
        return gating().stream()
                .mapToLong(guardrail -> (long) Math.ceil(
                        Analytic.fixedSampleCalls(baselines.bad(guardrail.metric()), guardrail.margin() / 100, share)))
                .max()
                .orElse(0);
    }

    private List<Guardrail> gating() {
        return policy.guardrails().stream().filter(Guardrail::gate).toList();
    }

    private static double percent(Metric metric, double bad) {
        return 100 * (metric == Metric.CONTAINMENT_RATE ? 1 - bad : bad);
    }
}
