package io.flowcanary.local.proof;

import io.flowcanary.local.proof.Curve.Point;
import io.flowcanary.plan.Analytic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * How the rules behave beside each other, on one guardrail: abandons, two points accepted. What they do to a canary that is like
 * stable, also while all changes for both, to one that is worse by half the margin, and how many canary calls they need for worse
 * ones.
 */
final class Characteristics {
    private static final double STABLE = 0.08;
    private static final double MARGIN = 0.02;
    private static final double SMALL_SHARE = 0.05;
    private static final double LARGE_SHARE = 0.25;
    private static final int CALLS_PER_HOUR = 5000;
    private static final int DAY = 24;
    private static final int[] LOOKS = {
        1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 960, 1440
    };
    private static final double[] HARMS = {0.11, 0.12, 0.13, 0.14, 0.16, 0.18, 0.20, 0.25, 0.30, 0.40};

    private final int runs;
    private final long seed;
    private final Progress progress;

    Characteristics(int runs, long seed, Progress progress) {
        this.runs = runs;
        this.seed = seed;
        this.progress = progress;
    }

    /** All that {@link #charts} does, in the progress's unit. */
    static long work(int runs) {
        return (long) runs * Contender.values().length * (3 + HARMS.length) * Runs.work(situation(SMALL_SHARE, STABLE));
    }

    List<Chart> charts() {
        Chart.Axis looks = new Chart.Axis("looks, one a minute", true, List.of(1.0, 4.0, 15.0, 60.0, 240.0, 1440.0));
        Chart.Axis rolledBack = new Chart.Axis("runs rolled back, %", false, ticks(0, 20, 40, 60, 80, 100));
        Chart.Axis calls =
                new Chart.Axis("canary calls at the median", true, ticks(5, 10, 20, 50, 100, 200, 500, 1000, 2000));
        Chart.Axis rates = new Chart.Axis("the canary's abandon rate, %", false, ticks(10, 15, 20, 25, 30, 35, 40));
        Course rising = Course.drifting(0.03, 0.12, 60 * DAY);
        Situation rises = new Situation(
                CALLS_PER_HOUR,
                60 * DAY,
                Course.steps(60 * DAY, 0.05, 0.25, 0.50),
                List.of(new Watched(MARGIN, rising, rising)),
                0);
        return List.of(
                new Chart(
                        "Versions alike",
                        "8 % abandon, share 5 %",
                        looks,
                        rolledBack,
                        curves(contender -> overLooks(contender, situation(SMALL_SHARE, STABLE)))),
                new Chart(
                        "Versions alike, rates and share rise",
                        "3 to 12 % abandon, share 5, 25, 50 %, over 24 h",
                        looks,
                        rolledBack,
                        curves(contender -> overLooks(contender, rises))),
                new Chart(
                        "Worse by half the margin",
                        "9 % abandon, stable 8 %, share 25 %",
                        looks,
                        rolledBack,
                        curves(contender -> overLooks(contender, situation(LARGE_SHARE, STABLE + MARGIN / 2)))),
                new Chart("Canary calls to the rollback", "stable 8 %, share 5 %", rates, calls, callsToRollback()));
    }

    private interface Line {
        List<Point> of(Contender contender);
    }

    private static List<Curve> curves(Line line) {
        return Arrays.stream(Contender.values())
                .map(contender -> new Curve(contender.title(), contender.look(), line.of(contender)))
                .toList();
    }

    private List<Point> overLooks(Contender contender, Situation situation) {
        Runs all = runs(contender, situation);
        return Arrays.stream(LOOKS)
                .mapToObj(look -> new Point(look, 100 * all.cameBy(look - 1)))
                .toList();
    }

    private List<Curve> callsToRollback() {
        List<Curve> curves = new ArrayList<>(curves(contender -> Arrays.stream(HARMS)
                .mapToObj(harm -> new Point(
                        100 * harm,
                        runs(contender, situation(SMALL_SHARE, harm)).medianCalls()))
                .toList()));
        List<Point> bound = Arrays.stream(HARMS)
                .mapToObj(harm -> new Point(100 * harm, Analytic.waldCalls(STABLE, harm, Question.ALPHA)))
                .toList();
        curves.add(new Curve("Wald's bound at 5 %", new Curve.Look("#222", "1 4", 2), bound));
        return curves;
    }

    private Runs runs(Contender contender, Situation situation) {
        return Runs.of(situation, new Question(contender, false), runs, seed, progress);
    }

    private static Situation situation(double share, double canary) {
        return Situation.of(CALLS_PER_HOUR, DAY, share, Watched.steady(MARGIN, STABLE, canary));
    }

    private static List<Double> ticks(double... ticks) {
        return DoubleStream.of(ticks).boxed().toList();
    }

    /** The charts' points, one a line. */
    static String csv(List<Chart> charts) {
        StringBuilder csv = new StringBuilder("chart,rule,x,y,x unit,y unit\n");
        for (Chart chart : charts) {
            for (Curve curve : chart.curves()) {
                for (Point point : curve.points()) {
                    csv.append(String.format(
                            Locale.ROOT,
                            "\"%s\",\"%s\",%s,%s,\"%s\",\"%s\"\n",
                            chart.title(),
                            curve.name(),
                            point.x(),
                            Double.isFinite(point.y()) ? point.y() : "",
                            chart.x().label(),
                            chart.y().label()));
                }
            }
        }
        return csv.toString();
    }
}
