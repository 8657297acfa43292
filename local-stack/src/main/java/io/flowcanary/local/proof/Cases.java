package io.flowcanary.local.proof;

import static io.flowcanary.local.proof.Question.ALPHA;

import io.flowcanary.plan.Analytic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of what the judge must keep, whatever is changed in it. */
final class Cases {
    private static final double MOST_FALSE_ROLLBACKS = 0.025;
    private static final double MOST_ROLLBACKS_AT_HALF_A_MARGIN = 0.20;
    private static final double MOST_OVER_WALD = 1.35;
    private static final double MOST_OVER_WALD_FOR_ERRORS = 2.5;
    private static final double MOST_CALLS_AFTER_A_HEALTHY_DAY = 130;
    private static final double MOST_OVER_FIXED_SAMPLE = 1.5;
    private static final int HOURS = 4;
    private static final int DAY = 24;
    private static final int BUSY = 5000;
    private static final int VERY_BUSY = 20_000;

    private static final List<String> NAMES = List.of("abandons", "transfers", "errors", "IVR hang-ups");

    private final List<Case> cases = new ArrayList<>();

    private Cases() {}

    static List<Case> all() {
        Cases table = new Cases();
        table.alike();
        table.abandons();
        table.errors();
        table.halfAMargin();
        table.promotions();
        table.interval();
        return List.copyOf(table.cases);
    }

    private void alike() {
        String group = "versions alike, 4 h: rolled back";
        int minutes = 60 * HOURS;
        for (int callsPerHour : new int[] {200, 1000, BUSY, VERY_BUSY}) {
            for (boolean drifts : new boolean[] {false, true}) {
                for (boolean moves : new boolean[] {false, true}) {
                    List<Watched> guardrails =
                            drifts ? Watched.defaultsDrifting(3 / 8.0, 12 / 8.0, minutes) : Watched.defaults();
                    Course share = moves ? Course.steps(minutes, 0.05, 0.25, 0.50) : Course.steady(0.05);
                    Situation four = new Situation(callsPerHour, minutes, share, guardrails, 0);
                    String name = String.format(
                            Locale.ROOT,
                            "%,d calls/h, rates %s, share %s",
                            callsPerHour,
                            drifts ? "x 3/8 to x 12/8" : "steady",
                            moves ? "5, 25, 50 %" : "5 %");
                    boolean quick = callsPerHour == 1000;
                    Bar bar = Bar.runs(MOST_FALSE_ROLLBACKS);
                    add(group, name + ", abandons only", four.with(guardrails.subList(0, 1)), bar, quick);
                    add(group, name + ", four guardrails", four, bar, quick);
                }
            }
        }
    }

    private void abandons() {
        String group = "abandons 8 to 14 %, share 5 %: canary calls to the rollback, median";
        Watched worse = Watched.steady(0.02, 0.08, 0.14);
        for (int callsPerHour : new int[] {1000, BUSY, VERY_BUSY}) {
            Situation one = Situation.of(callsPerHour, DAY, 0.05, worse);
            String name = String.format(Locale.ROOT, "%,d calls/h", callsPerHour);
            Bar alone = Bar.calls(MOST_OVER_WALD * Analytic.waldCalls(0.08, 0.14, ALPHA));
            Bar ofFour = Bar.calls(MOST_OVER_WALD * Analytic.waldCalls(0.08, 0.14, ALPHA / 4));
            // in one minute of 20,000 calls/h there are 17 of the canary, and no look within it: shown only
            boolean fine = callsPerHour < VERY_BUSY;
            boolean quick = callsPerHour == 1000;
            Situation four = one.with(Watched.defaultsWith(worse));
            add(group, name + ", abandons only", one, fine ? alone : alone.shown(), quick);
            add(group, name + ", four guardrails", four, fine ? ofFour : ofFour.shown(), quick);
        }
    }

    private void errors() {
        String group = "errors 0.5 to 20 %, share 5 %: canary calls to the rollback, median";
        Watched worse = Watched.steady(0.01, 0.005, 0.20);
        for (int callsPerHour : new int[] {1000, BUSY}) {
            Situation one = Situation.of(callsPerHour, HOURS, 0.05, worse);
            String name = String.format(Locale.ROOT, "%,d calls/h", callsPerHour);
            Bar alone = Bar.calls(MOST_OVER_WALD_FOR_ERRORS * Analytic.waldCalls(0.005, 0.20, ALPHA));
            Bar ofFour = Bar.calls(MOST_OVER_WALD_FOR_ERRORS * Analytic.waldCalls(0.005, 0.20, ALPHA / 4));
            add(group, name + ", errors only", one, alone, true);
            add(group, name + ", four guardrails", one.with(Watched.defaultsWith(worse)), ofFour, true);
        }
        String late = "errors 0.5 to 20 % after 24 healthy hours, share 50 %: canary calls from then on, median";
        int begins = 60 * DAY;
        Watched turning = new Watched(0.01, Course.steady(0.005), Course.turning(begins, 0.005, 0.20));
        for (int callsPerHour : new int[] {200, 1000, BUSY}) {
            Situation one =
                    new Situation(callsPerHour, begins + 60 * HOURS, Course.steady(0.5), List.of(turning), begins);
            String name = String.format(Locale.ROOT, "%,d calls/h", callsPerHour);
            Bar bar = Bar.calls(MOST_CALLS_AFTER_A_HEALTHY_DAY);
            // in one minute of 5,000 calls/h there are 42 of the canary: shown only
            Bar here = callsPerHour < BUSY ? bar : bar.shown();
            add(late, name + ", errors only", one, here, callsPerHour == 200);
            add(late, name + ", four guardrails", one.with(Watched.defaultsWith(turning)), here, false);
        }
    }

    private void halfAMargin() {
        String group = "worse by half a margin, 5,000 calls/h, share 25 %, 24 h: rolled back";
        Situation day = Situation.of(BUSY, DAY, 0.25, Watched.worseBy(0.5, 0));
        Bar bar = Bar.runs(MOST_ROLLBACKS_AT_HALF_A_MARGIN);
        for (int guardrail = 0; guardrail < NAMES.size(); guardrail++) {
            List<Watched> four = new ArrayList<>(Watched.defaults());
            four.set(guardrail, Watched.worseBy(0.5, guardrail));
            add(group, NAMES.get(guardrail) + ", one of four guardrails", day.with(four), bar, false);
        }
        add(group, "all four at once", day.with(Watched.defaultsWorseBy(0.5)), bar.shown(), false);
    }

    private void promotions() {
        String exact = "worse by exactly the margin, 5,000 calls/h, share 25 %, 24 h: promoted";
        for (int guardrail = 0; guardrail < NAMES.size(); guardrail++) {
            Situation day = Situation.of(BUSY, DAY, 0.25, Watched.worseBy(1, guardrail));
            cases.add(new Case(exact, NAMES.get(guardrail) + " only", day, Question.PROMOTED, Bar.runs(ALPHA), false));
        }
        Situation shorter = Situation.of(1000, HOURS, 0.25, Watched.worseBy(1, 0));
        String name = "abandons only, but 1,000 calls/h, 4 h";
        cases.add(new Case(exact, name, shorter, Question.PROMOTED, Bar.runs(ALPHA), true));

        String alike = "versions alike, 20 % bad, margin 5, share 25 %: canary calls to the promotion, median";
        Bar bar = Bar.calls(MOST_OVER_FIXED_SAMPLE * Analytic.fixedSampleCalls(0.20, 0.05, 0.25));
        for (int callsPerHour : new int[] {1000, BUSY}) {
            Situation situation = Situation.of(callsPerHour, DAY, 0.25, Watched.steady(0.05, 0.20, 0.20));
            cases.add(new Case(
                    alike,
                    String.format(Locale.ROOT, "%,d calls/h", callsPerHour),
                    situation,
                    Question.PROMOTED,
                    bar,
                    callsPerHour == BUSY));
        }
    }

    private void interval() {
        String group = "interval for the difference, 4 h: ever without the true one";
        for (int callsPerHour : new int[] {200, BUSY}) {
            for (double worse : new double[] {0, 1}) {
                Situation situation = Situation.of(callsPerHour, HOURS, 0.25, Watched.worseBy(worse, 0));
                String name = String.format(
                        Locale.ROOT, "%,d calls/h, %s", callsPerHour, worse == 0 ? "alike" : "worse by the margin");
                cases.add(new Case(
                        group, name, situation, Question.OUTSIDE_INTERVAL, Bar.runs(ALPHA), callsPerHour == 200));
            }
        }
    }

    private void add(String group, String name, Situation situation, Bar bar, boolean quick) {
        cases.add(new Case(group, name, situation, Question.ROLLED_BACK, bar, quick));
    }
}
