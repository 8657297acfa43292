package io.flowcanary.cli;

import io.flowcanary.plan.Hours;
import io.flowcanary.plan.Plan;
import io.flowcanary.plan.Plan.HarmOutlook;
import io.flowcanary.plan.Plan.Outlook;
import io.flowcanary.record.Policy.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A plan as people read it: what becomes of a canary that is like stable, share by share, and of one that is worse. */
final class PlanTable {
    private static final String NEVER = "-";

    private final Plan plan;
    private final int asked;
    private final StringBuilder text = new StringBuilder();

    PlanTable(Plan plan, int asked) {
        this.plan = plan;
        this.asked = asked;
    }

    String text() {
        line("%,.0f calls an hour; stable's rates: %s", plan.callsPerHour(), rates());
        line("%d rehearsals behind each figure, seed %d", plan.runs(), plan.seed());
        line("");
        line("A canary like stable");
        line(
                "%9s %12s %11s %11s %11s %12s %13s",
                "starts at", "calls/hour", "promoted", "promoted", "rolled back", "not decided", "fixed sample");
        line("%9s %12s %11s %11s %11s %12s %13s", "", "of canary", "1 in 2", "4 in 5", "wrongly", within(), "needs");
        plan.outlooks().forEach(this::harmless);
        line("");
        line("A canary that is worse: median hours until it is rolled back");
        line("%-28s %s %9s", "", columns(outlook -> mark(outlook) + outlook.share() + " %"), "at least");
        List<HarmOutlook> harms = plan.outlooks().get(0).harms();
        for (int i = 0; i < harms.size(); i++) {
            harm(harms.get(i), i);
        }
        line("");
        line("(* the share that was asked for; in brackets how many are rolled back at all when some are not;");
        line(
                " fixed sample: canary calls without which no test shows that it is no worse; at least: Wald's bound, canary calls)");
        line("");
        return text.toString();
    }

    private void harmless(Outlook outlook) {
        line(
                "%9s %12s %11s %11s %11s %12s %13s",
                mark(outlook) + outlook.share() + " %",
                number(outlook.canaryCallsPerHour()),
                hours(outlook.promotion().median()),
                hours(outlook.promotion().fourOfFive()),
                percent(outlook.rolledBack()),
                percent(outlook.undecided()),
                String.format(Locale.ROOT, "%,d calls", outlook.fixedSampleCalls()));
    }

    private void harm(HarmOutlook harm, int index) {
        String wald = harm.waldCalls() == null ? NEVER : String.format(Locale.ROOT, "%,.0f", harm.waldCalls());
        line(
                "%-28s %s %9s",
                harm(harm), columns(outlook -> cell(outlook.harms().get(index).rollback())), wald);
    }

    private String columns(Function<Outlook, String> cell) {
        return plan.outlooks().stream()
                .map(outlook -> String.format(Locale.ROOT, "%15s", cell.apply(outlook)))
                .collect(Collectors.joining());
    }

    private static String cell(Hours rollback) {
        String hours = hours(rollback.median());
        return rollback.reached() == 1 ? hours : hours + " (" + percent(rollback.reached()) + ")";
    }

    private String rates() {
        Map<Metric, Double> shown = new TreeMap<>(plan.baselines().percent());
        shown.keySet().retainAll(metrics());
        return shown.entrySet().stream()
                .map(rate -> rate.getKey().json() + " " + number(rate.getValue()) + " %"
                        + (plan.baselines().assumed().contains(rate.getKey()) ? " (assumed)" : ""))
                .collect(Collectors.joining(", "));
    }

    private List<Metric> metrics() {
        return plan.outlooks().get(0).harms().stream().map(HarmOutlook::metric).toList();
    }

    private String mark(Outlook outlook) {
        return outlook.share() == asked ? "* " : "";
    }

    private String within() {
        return "in " + number(plan.deadlineHours()) + " h";
    }

    static String hours(Double hours) {
        return hours == null ? NEVER : String.format(Locale.ROOT, "%.1f h", hours);
    }

    /** What is worse, from which rate to which. */
    static String harm(HarmOutlook harm) {
        return harm.metric().json() + " " + number(harm.stablePercent()) + " -> " + number(harm.canaryPercent()) + " %";
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * fraction);
    }

    private static String number(double number) {
        double tenths = Math.rint(10 * number) / 10;
        return String.format(Locale.ROOT, tenths == Math.rint(tenths) ? "%,.0f" : "%,.1f", tenths);
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
    }
}
