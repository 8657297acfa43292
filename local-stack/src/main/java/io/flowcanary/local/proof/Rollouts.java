package io.flowcanary.local.proof;

import io.flowcanary.local.proof.WholeRollout.End;
import io.flowcanary.local.proof.WholeRollout.Ending;
import io.flowcanary.plan.Chance;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whole rollouts under each rule for the steps before the last: how often a harmful canary is given more callers, how many callers
 * it hurts until it goes back, and how long a healthy one takes to its promotion. The judge's rule has bars.
 */
final class Rollouts {
    private static final double STABLE = 0.08;
    private static final double[] HARMS = {0.20, 0.14};
    private static final double[] MOST_RISES = {0.05, 0.25};
    private static final double MOST_HURT = 0.8;
    private static final double MOST_LONGER = 1.1;
    private static final int MINUTES = 400;
    private static final String LINE = "  %-42s %9s %9s %9s %9s %9s  %s%n";

    private final PrintStream out;
    private final Progress progress;
    private final int runs;
    private final long seed;

    /**
     * What came of one rule.
     *
     * @param rises per harm, the fraction of the runs that went beyond the first step
     * @param hurt per harm, callers hurt on average
     * @param promoted minutes to the promotion of a healthy canary, median
     */
    record Result(double[] rises, double[] hurt, double promoted) {}

    Rollouts(PrintStream out, Progress progress, int runs, long seed) {
        this.out = out;
        this.progress = progress;
        this.runs = runs;
        this.seed = seed;
    }

    /** All that {@link #measure} does, in the progress's unit. */
    static long work(int runs, List<Integer> volumes) {
        return (long) volumes.size() * Advancing.values().length * (HARMS.length + 1) * runs * MINUTES;
    }

    /** Returns how many bars were missed. */
    int measure(List<Integer> volumes) {
        progress.erase();
        out.println("whole rollouts, steps 5, 25, 50 %, abandons 8 % on stable, four guardrails: a share rises with");
        out.printf(Locale.ROOT, LINE, "", "20 %:", "callers", "14 %:", "callers", "alike:", "");
        out.printf(Locale.ROOT, LINE, "", "rises", "hurt", "rises", "hurt", "promoted", "");
        int missed = 0;
        for (int callsPerHour : volumes) {
            Result earlier = result(callsPerHour, Advancing.QUARTER);
            print(callsPerHour, Advancing.QUARTER, earlier, "");
            print(callsPerHour, Advancing.UNOPPOSED, result(callsPerHour, Advancing.UNOPPOSED), "");
            Result judge = result(callsPerHour, Advancing.JUDGE);
            int here = missed(judge, earlier);
            print(callsPerHour, Advancing.JUDGE, judge, here == 0 ? "ok" : here + " MISSED");
            missed += here;
        }
        out.printf(
                Locale.ROOT,
                "  at most: rises %.0f and %.0f %%; of the first rule's, callers hurt of both harms %.1f and minutes %.1f%n",
                100 * MOST_RISES[0],
                100 * MOST_RISES[1],
                MOST_HURT,
                MOST_LONGER);
        return missed;
    }

    /** A canary that never rises still hurts those who call before it goes back, so both harms' callers are added up. */
    private static int missed(Result judge, Result earlier) {
        int missed = 0;
        for (int i = 0; i < HARMS.length; i++) {
            missed += judge.rises[i] <= MOST_RISES[i] ? 0 : 1;
        }
        missed += sum(judge.hurt) <= MOST_HURT * sum(earlier.hurt) ? 0 : 1;
        return missed + (judge.promoted <= MOST_LONGER * earlier.promoted ? 0 : 1);
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    /** The same seed draws the same calls for every rule, as long as their shares are the same. */
    Result result(double callsPerHour, Advancing rule) {
        double[] rises = new double[HARMS.length];
        double[] hurt = new double[HARMS.length];
        for (int i = 0; i < HARMS.length; i++) {
            Ending[] endings = endings(callsPerHour, HARMS[i], rule);
            rises[i] = Arrays.stream(endings).filter(Ending::rose).count() / (double) runs;
            hurt[i] = Arrays.stream(endings).mapToDouble(Ending::hurt).average().orElse(0);
        }
        double[] promoted = Arrays.stream(endings(callsPerHour, STABLE, rule))
                .mapToDouble(ending -> ending.end() == End.PROMOTED ? ending.minutes() : Double.POSITIVE_INFINITY)
                .sorted()
                .toArray();
        return new Result(rises, hurt, promoted[promoted.length / 2]);
    }

    private Ending[] endings(double callsPerHour, double canary, Advancing rule) {
        List<Watched> guardrails = Watched.defaultsWith(Watched.steady(0.02, STABLE, canary));
        return IntStream.range(0, runs)
                .parallel()
                .mapToObj(run -> {
                    Ending ending = WholeRollout.of(callsPerHour, guardrails, rule, new Chance(seed * runs + run));
                    progress.ran(MINUTES);
                    return ending;
                })
                .toArray(Ending[]::new);
    }

    private void print(int callsPerHour, Advancing rule, Result result, String standing) {
        progress.erase();
        out.printf(
                Locale.ROOT,
                LINE,
                String.format(Locale.ROOT, "%,d/h: %s", callsPerHour, rule.text()),
                String.format(Locale.ROOT, "%.1f %%", 100 * result.rises[0]),
                String.format(Locale.ROOT, "%.1f", result.hurt[0]),
                String.format(Locale.ROOT, "%.1f %%", 100 * result.rises[1]),
                String.format(Locale.ROOT, "%.1f", result.hurt[1]),
                Double.isInfinite(result.promoted) ? "never" : String.format(Locale.ROOT, "%.0f min", result.promoted),
                standing);
    }
}
