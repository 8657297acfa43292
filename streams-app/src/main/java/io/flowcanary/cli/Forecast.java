package io.flowcanary.cli;

import io.flowcanary.plan.Advice;
import io.flowcanary.plan.Harm.Size;
import io.flowcanary.plan.Plan;
import io.flowcanary.plan.Plan.Outlook;
import io.flowcanary.plan.Planner;
import io.flowcanary.query.Traffic;
import io.flowcanary.record.Policy;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** What is told to somebody who starts a rollout: how long a verdict will take, from few rehearsals so that it takes seconds. */
final class Forecast {
    private static final int RUNS = 40;
    private static final long SEED = 1;

    private final Plan plan;
    private final Outlook outlook;
    private final String source;

    /** @throws IllegalArgumentException when the traffic cannot be planned with */
    Forecast(Policy policy, Traffic traffic) {
        int share = policy.steps().get(0);
        Planner planner = new Planner(
                policy,
                traffic.callsPerHour(),
                traffic.baselines(),
                new TreeSet<>(List.of(share)),
                EnumSet.of(Size.THREE_MARGINS, Size.BROKEN),
                RUNS,
                SEED);
        try (ProgressBar bar = new ProgressBar()) {
            plan = planner.plan(bar::done);
        }
        outlook = plan.at(share);
        source = traffic.source();
    }

    void print(PrintWriter out, PrintWriter err) {
        out.println(String.format(
                Locale.ROOT,
                "With %,.0f calls an hour (%s), %,.0f of them to the canary at %d %%; from %d rehearsals:",
                plan.callsPerHour(),
                source,
                outlook.canaryCallsPerHour(),
                outlook.share(),
                plan.runs()));
        out.println("  a canary like stable is promoted "
                + within(outlook.promotion().median()) + " (1 in 2), "
                + within(outlook.promotion().fourOfFive()) + " (4 in 5)");
        slowest(out, Size.BROKEN, "a broken one");
        slowest(out, Size.THREE_MARGINS, "one worse by three margins");
        out.flush();
        Advice.warnings(plan, outlook).forEach(advice -> err.println("warning: " + advice));
        outlook.slowest(Size.BROKEN)
                .filter(harm -> harm.rollback().median() == null)
                .ifPresent(
                        harm -> err.println(
                                "warning: not even a broken version (" + PlanTable.harm(harm)
                                        + ") is likely to be rolled back before the deadline: flow-canary plan finds a share that can do it"));
        err.flush();
    }

    private void slowest(PrintWriter out, Size size, String what) {
        outlook.slowest(size)
                .ifPresent(harm -> out.println("  " + what + " is rolled back "
                        + within(harm.rollback().median()) + " (1 in 2; slowest: " + PlanTable.harm(harm) + ")"));
    }

    private static String within(Double hours) {
        return hours == null ? "not in time" : "within " + PlanTable.hours(hours);
    }
}
