package io.flowcanary.judge;

import io.flowcanary.record.Fact;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Policy.Guardrail;
import io.flowcanary.record.Policy.Metric;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The guide's rule to the letter. Of the conversations that ended: fewer than {@code minCalls} of the canary say nothing; an
 * abandon rate or a transfer rate above stable's by more than its margin is harm, equality is not; everything else is
 * fit. Other guardrails of the policy are compared for show, and so is one with {@code gate: false}.
 */
final class ThresholdJudge implements Judge {
    private static final Map<Metric, Double> GUIDE = Map.of(Metric.ABANDON_RATE, 2.0, Metric.TRANSFER_RATE, 5.0);
    private static final List<Metric> DECIDING = List.of(Metric.ABANDON_RATE, Metric.TRANSFER_RATE);

    /** Whether the policy leaves it anything to decide by. */
    static boolean decides(Policy policy) {
        return DECIDING.stream().anyMatch(metric -> gates(policy, metric));
    }

    @Override
    public String name() {
        return Policy.JudgeName.THRESHOLD.json();
    }

    @Override
    public Opinion opinion(Look look) {
        List<Compared> compared = compared(look);
        List<Compared> deciding = compared.stream().filter(Compared::decides).toList();
        List<Compared> exceeded = deciding.stream().filter(Compared::exceeded).toList();
        long canaryEnded = total(look, look.policy().versions().canary(), Fact.ENDED);
        long stableEnded = total(look, look.policy().versions().stable(), Fact.ENDED);
        int minCalls = look.policy().minCalls();

        if (canaryEnded < minCalls) {
            String counted = String.format(Locale.ROOT, "%,d of %,d canary calls have ended", canaryEnded, minCalls);
            return opinion(Fitness.UNDECIDED, Reason.MIN_CALLS, counted, compared);
        }
        if (stableEnded <= 0) {
            return opinion(Fitness.UNDECIDED, Reason.NO_DATA, "no stable call has ended to compare with", compared);
        }
        if (!exceeded.isEmpty()) {
            return opinion(Fitness.HARMFUL, Reason.GUARDRAIL, joined(exceeded), compared);
        }
        return opinion(Fitness.FIT, Reason.HEALTHY, "within the margins: " + joined(deciding), compared);
    }

    private static Opinion opinion(Fitness fitness, Reason reason, String explanation, List<Compared> compared) {
        return new Opinion(
                fitness,
                List.of(reason),
                explanation,
                () -> compared.stream().map(Compared::comparison).toList());
    }

    private static String joined(List<Compared> compared) {
        return compared.stream().map(Compared::text).collect(Collectors.joining("; "));
    }

    /** The two that decide first, then the policy's others in its order. */
    private static List<Compared> compared(Look look) {
        Policy policy = look.policy();
        List<Compared> compared = new ArrayList<>();
        for (Metric metric : DECIDING) {
            Guardrail guardrail = policy.guardrail(metric);
            double margin = guardrail == null ? GUIDE.get(metric) : guardrail.margin();
            rates(look, metric)
                    .ifPresent(rates -> compared.add(new Compared(metric, rates, margin, gates(policy, metric))));
        }
        for (Guardrail guardrail : policy.guardrails()) {
            if (!DECIDING.contains(guardrail.metric())) {
                rates(look, guardrail.metric())
                        .ifPresent(rates ->
                                compared.add(new Compared(guardrail.metric(), rates, guardrail.margin(), false)));
            }
        }
        return compared;
    }

    private static boolean gates(Policy policy, Metric metric) {
        Guardrail guardrail = policy.guardrail(metric);
        return guardrail == null || guardrail.gate();
    }

    private static Optional<Rates> rates(Look look, Metric metric) {
        return switch (metric) {
            case ABANDON_RATE -> Optional.of(rates(look, Fact.ENDED_ABANDONED, Fact.ENDED));
            case TRANSFER_RATE -> Optional.of(rates(look, Fact.ENDED_TRANSFERRED, Fact.ENDED));
            // of the started ones: a call breaks before it ends, and of the ended more than all could have
            case ERROR_RATE -> Optional.of(rates(look, Fact.ERRORED, Fact.STARTED));
            case IVR_HANGUP_RATE -> Optional.of(rates(look, Fact.IVR_HANGUP, Fact.ENDED));
            case CONTAINMENT_RATE -> Optional.of(complement(rates(look, Fact.CONTAINED, Fact.ENDED)));
            // handle times are sums, which do not tell how many of them were long
            case LONG_HANDLE_RATE -> Optional.empty();
        };
    }

    private static Rates rates(Look look, Fact bad, Fact of) {
        String stable = look.policy().versions().stable();
        String canary = look.policy().versions().canary();
        return new Rates(
                total(look, stable, bad), total(look, stable, of), total(look, canary, bad), total(look, canary, of));
    }

    /** Of a metric whose counted calls are the good ones. */
    private static Rates complement(Rates good) {
        return new Rates(
                Math.max(0, good.stableCalls() - good.stableBad()),
                good.stableCalls(),
                Math.max(0, good.canaryCalls() - good.canaryBad()),
                good.canaryCalls());
    }

    private static long total(Look look, String version, Fact fact) {
        return look.counts().total(version, fact, look.fromMinute(), look.toMinute());
    }

    /** One guardrail at one look. */
    private record Compared(Metric metric, Rates rates, double margin, boolean decides) {
        boolean exceeded() {
            return rates.worseBy(margin);
        }

        String text() {
            String name = metric == Metric.ABANDON_RATE ? "abandon rate " : "transfer rate ";
            return name + rates.text() + (exceeded() ? ": " + rates.excess(margin) : "");
        }

        Verdict.Comparison comparison() {
            return new Verdict.Comparison(
                    metric.json(),
                    decides,
                    rates.stableBad(),
                    rates.stableCalls(),
                    rates.canaryBad(),
                    rates.canaryCalls(),
                    rates.difference(),
                    margin,
                    exceeded(),
                    null);
        }
    }
}
