package io.flowcanary.plan;

import io.flowcanary.plan.Plan.Outlook;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What to do about a plan, in plain words. The guide says: 5 % can do for a flow with over 100 calls an hour; one with fewer needs 20
 * to 30 % and four hours; one with very few is better deployed off-hours, with the rollback ready. Where those limits lie follows
 * from the rehearsals: a share serves when a graver harm goes back within four hours, one time in two.
 */
public final class Advice {
    private static final double PATIENCE_HOURS = 4;

    private Advice() {}

    /**
     * Sentences, the most important first.
     *
     * @param asked the share that is meant to be the first
     */
    public static List<String> of(Plan plan, int asked) {
        Optional<Outlook> serving = plan.outlooks().stream()
                .filter(outlook -> outlook.share() >= asked)
                .filter(Advice::seesSoon)
                .findFirst();
        if (serving.isEmpty()) {
            return List.of(doNotCanary(plan));
        }
        List<String> advice = new ArrayList<>();
        Outlook outlook = serving.get();
        advice.add((outlook.share() == asked ? asked + " % can do" : share(outlook, asked)) + sees(outlook));
        promotion(plan, outlook).ifPresent(advice::add);
        return advice;
    }

    private static boolean seesSoon(Outlook outlook) {
        Double hours = outlook.slowestGraveRollback();
        return hours != null && hours <= PATIENCE_HOURS;
    }

    private static String share(Outlook outlook, int asked) {
        return String.format(
                Locale.ROOT,
                "Start at %d %% rather than %d %%, and watch for %.0f hours at least",
                outlook.share(),
                asked,
                PATIENCE_HOURS);
    }

    private static String sees(Outlook outlook) {
        return String.format(
                Locale.ROOT,
                ": with %,.0f canary calls an hour, each of the graver harms goes back within %s, one time in two.",
                outlook.canaryCallsPerHour(),
                hours(outlook.slowestGraveRollback()));
    }

    private static String doNotCanary(Plan plan) {
        Outlook largest = plan.outlooks().get(plan.outlooks().size() - 1);
        Double hours = largest.slowestGraveRollback();
        return String.format(
                Locale.ROOT,
                "Do not canary this flow: with %,.0f calls an hour, even at %d %% the graver harms %s."
                        + " Deploy it off-hours, watch it, and have the rollback ready.",
                plan.callsPerHour(),
                largest.share(),
                hours == null
                        ? "are not all seen before the deadline"
                        : "take up to " + hours(hours) + " to be seen, one time in two");
    }

    /** Whether one that is like stable will be promoted in time. */
    public static Optional<String> promotion(Plan plan, Outlook outlook) {
        Double fourOfFive = outlook.promotion().fourOfFive();
        if (fourOfFive != null) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%.0f of 100 canaries that are like stable would not be decided within the deadline of %s: give it a later"
                        + " deadline, widen the margins, or let the last step promote by bake.",
                100 * outlook.undecided(),
                hours(plan.deadlineHours())));
    }

    private static String hours(double hours) {
        return hours < 2
                ? Math.round(60 * hours) + " minutes"
                : String.format(Locale.ROOT, hours == Math.rint(hours) ? "%.0f hours" : "%.1f hours", hours);
    }
}
