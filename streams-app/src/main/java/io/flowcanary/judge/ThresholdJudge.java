package io.flowcanary.judge;

import static io.flowcanary.judge.Opinion.Fitness.FIT;
import static io.flowcanary.judge.Opinion.Fitness.HARMFUL;
import static io.flowcanary.judge.Opinion.Fitness.UNDECIDED;

import io.flowcanary.record.Fact;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Policy.Guardrail;
import io.flowcanary.record.Policy.Metric;
import io.flowcanary.record.Verdict.Comparison;
import io.flowcanary.record.Verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The guide's rule to the letter. Of the calls that ended, by start minute within the window: fewer than {@code minCalls} of
 * the canary decide nothing; an abandon rate more than 2.0 points or a transfer rate more than 5.0 points above stable's is
 * harm; anything else is fit. Other guardrails are compared for show.
 */
final class ThresholdJudge implements Judge {
    private static final double ABANDON_MARGIN = 2.0;
    private static final double TRANSFER_MARGIN = 5.0;

    @Override
    public String name() {
        return Policy.JudgeName.THRESHOLD.json();
    }

    @Override
    public Opinion opinion(Look look) {
        long stable = look.stable(Fact.ENDED);
        long canary = look.canary(Fact.ENDED);
        Comparison abandons = compare(look, Metric.ABANDON_RATE, Fact.ENDED_ABANDONED, ABANDON_MARGIN, stable, canary);
        Comparison transfers =
                compare(look, Metric.TRANSFER_RATE, Fact.ENDED_TRANSFERRED, TRANSFER_MARGIN, stable, canary);
        List<Comparison> compared = new ArrayList<>(List.of(abandons, transfers));

        if (canary < look.policy().minCalls()) {
            return new Opinion(
                    UNDECIDED,
                    Reason.MIN_CALLS,
                    text(
                            "%,d of %,d canary calls that it takes",
                            canary, look.policy().minCalls()),
                    compared);
        }
        if (stable == 0) {
            return new Opinion(UNDECIDED, Reason.NO_DATA, "no stable call has ended to compare with", compared);
        }
        for (Comparison comparison : compared) {
            if (comparison.exceeded()) {
                return new Opinion(HARMFUL, Reason.GUARDRAIL, describe(comparison), compared);
            }
        }
        return new Opinion(FIT, Reason.HEALTHY, describe(abandons) + "; " + describe(transfers), compared);
    }

    private static Comparison compare(Look look, Metric metric, Fact bad, double otherwise, long stable, long canary) {
        Guardrail guardrail = look.policy().guardrail(metric);
        double margin = guardrail == null ? otherwise : guardrail.margin();
        return Rates.compare(metric.json(), look.stable(bad), stable, look.canary(bad), canary, margin);
    }

    private static String describe(Comparison comparison) {
        return text(
                "%s %.1f %% (%,d of %,d) against %.1f %% (%,d of %,d): %.1f points %s, %.1f accepted",
                comparison.metric(),
                100.0 * comparison.canaryBad() / comparison.canaryCalls(),
                comparison.canaryBad(),
                comparison.canaryCalls(),
                100.0 * comparison.stableBad() / comparison.stableCalls(),
                comparison.stableBad(),
                comparison.stableCalls(),
                Math.abs(comparison.difference()),
                comparison.difference() < 0 ? "better" : "worse",
                comparison.margin());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
