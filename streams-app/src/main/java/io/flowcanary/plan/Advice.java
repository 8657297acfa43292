package io.flowcanary.plan;

import io.flowcanary.plan.Harm.Size;
import io.flowcanary.plan.Plan.HarmOutlook;
import io.flowcanary.plan.Plan.Outlook;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What to do about a plan, in plain words. The guide says: 5 % can do for a flow with over 100 calls an hour; one with fewer needs 20
 * to 30 % and four hours; one with very few is better deployed off-hours, with the rollback ready. Where these limits lie follows
 * from the rehearsals: a share can do when harm of three margins goes back within four hours, one time in two; a canary is of some
 * use as long as a broken version does.
 */
public final class Advice {
    private static final double PATIENCE_HOURS = 4;
    private static final double MANY = 0.1;

    private Advice() {}

    /**
     * Sentences, the most important first.
     *
     * @param asked the share that is meant to be the first
     */
    public static List<String> of(Plan plan, int asked) {
        Optional<Outlook> good = first(plan, asked, Size.THREE_MARGINS);
        Optional<Outlook> serving = good.isPresent() ? good : first(plan, asked, Size.BROKEN);
        if (serving.isEmpty()) {
            return List.of(doNotCanary(plan));
        }
        Outlook outlook = serving.get();
        List<String> advice = new ArrayList<>();
        advice.add((outlook.share() == asked && good.isPresent() ? asked + " % is enough" : patience(outlook, asked))
                + String.format(Locale.ROOT, ": with %,.0f canary calls an hour, ", outlook.canaryCallsPerHour())
                + slowest(outlook, Size.BROKEN, "a broken version") + ", "
                + slowest(outlook, Size.THREE_MARGINS, "one that is worse by three margins") + " half of the time.");
        advice.addAll(warnings(plan, outlook));
        return advice;
    }

    private static Optional<Outlook> first(Plan plan, int asked, Size size) {
        return plan.outlooks().stream()
                .filter(outlook -> outlook.share() >= asked)
                .filter(outlook -> outlook.slowest(size)
                        .map(harm -> harm.rollback().median())
                        .filter(hours -> hours <= PATIENCE_HOURS)
                        .isPresent())
                .findFirst();
    }

    private static String patience(Outlook outlook, int asked) {
        return String.format(
                Locale.ROOT,
                "%s, and watch for %.0f hours at least",
                outlook.share() == asked
                        ? "Stay at " + asked + " %"
                        : "Start at " + outlook.share() + " % rather than " + asked + " %",
                PATIENCE_HOURS);
    }

    private static String slowest(Outlook outlook, Size size, String what) {
        Double hours = outlook.slowest(size)
                .map(HarmOutlook::rollback)
                .map(Hours::median)
                .orElse(null);
        return what
                + (hours == null
                        ? " may not be rolled back before the deadline"
                        : " is rolled back within " + hours(hours));
    }

    private static String doNotCanary(Plan plan) {
        Outlook largest = plan.outlooks().get(plan.outlooks().size() - 1);
        return String.format(
                Locale.ROOT,
                "Do not canary this flow: with %,.0f calls an hour, even at %d %% %s half of the time."
                        + " Deploy it off-hours, watch it, and have the rollback ready.",
                plan.callsPerHour(),
                largest.share(),
                slowest(largest, Size.BROKEN, "a broken version"));
    }

    /** What may keep a canary that is like stable from being promoted in time. */
    public static List<String> warnings(Plan plan, Outlook outlook) {
        List<String> warnings = new ArrayList<>();
        if (outlook.rolledBack() > MANY) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%.0f of 100 canaries that are like stable would be rolled back all the same: chance crosses a plain margin sooner"
                            + " or later; judge by evidence.",
                    100 * outlook.rolledBack()));
        }
        if (outlook.undecided() > MANY) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%.0f of 100 canaries that are like stable would not be decided within the deadline of %s: give it a later"
                            + " deadline, widen the margins, or let the last step promote by bake.",
                    100 * outlook.undecided(),
                    hours(plan.deadlineHours())));
        }
        return warnings;
    }

    private static String hours(double hours) {
        double tenths = Math.rint(10 * hours) / 10;
        return hours < 2
                ? Math.round(60 * hours) + " minutes"
                : String.format(Locale.ROOT, tenths == Math.rint(tenths) ? "%.0f hours" : "%.1f hours", tenths);
    }
}
