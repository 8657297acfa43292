package io.flowcanary.judge;

import io.flowcanary.judge.evidence.Block;
import io.flowcanary.judge.evidence.DifferenceInterval.Bounds;
import io.flowcanary.judge.evidence.GuardrailEvidence;
import io.flowcanary.judge.evidence.LargeHarmTest;
import io.flowcanary.record.Policy.Guardrail;
import io.flowcanary.record.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the evidence says about one guardrail at one look.
 *
 * @param reading what was read of it
 * @param alpha the policy's
 * @param deciding how many guardrails share it
 * @param minutes how many minutes of evidence were read
 * @param windowMinutes what "of late" means
 */
record Finding(
        Guardrail guardrail, GuardrailReading reading, double alpha, int deciding, long minutes, long windowMinutes) {
    private static final double LARGEST_ODDS = 1e9;
    /** So many canary calls the estimate of its rate is worth that it is like stable. */
    private static final double CAUTIOUS_CALLS = 5;

    boolean gates() {
        return guardrail.gate();
    }

    boolean harmful() {
        return gates() && evidence().harmful(alpha, weight(), margin());
    }

    /** Whether something speaks against more calls; or too little is known, and what is known is worse than the margin. */
    boolean cautious() {
        return gates()
                && (evidence().speaksAgainst(alpha, weight(), margin())
                        || !excludesLargeHarm() && rates(calls()).worseBy(guardrail.margin()));
    }

    /** Whether enough calls came to rule out a harm of three margins. */
    boolean excludesLargeHarm() {
        return evidence().excludesLargeHarm();
    }

    boolean shown() {
        return evidence().shownNoWorse(alpha);
    }

    /** Rates of the step's own calls. */
    Rates ownStep() {
        return rates(reading.step());
    }

    /** All mature calls since the evidence began. */
    Block calls() {
        return evidence().total().plus(reading.open());
    }

    String name() {
        return switch (guardrail.metric()) {
            case ABANDON_RATE -> "abandon rate";
            case TRANSFER_RATE -> "transfer rate";
            case ERROR_RATE -> "error rate";
            case IVR_HANGUP_RATE -> "IVR hang-up rate";
            case CONTAINMENT_RATE -> "share of calls not contained";
            case LONG_HANDLE_RATE ->
                "share of calls handled longer than " + guardrail.longerThan().toMinutes() + " minutes";
        };
    }

    /** Both rates, how much worse since the harm began, and how strong the evidence is. */
    String harmText() {
        return String.format(
                Locale.ROOT,
                "%s %s: %.1f points worse since the harm began, %s accepted; evidence %s to 1, %s to 1 needed",
                name(),
                rates(calls()).text(),
                100 * evidence().harm().observedDifference(lnHarmNeeded()),
                guardrail.margin(),
                odds(evidence().harm().lnEvidence()),
                odds(lnHarmNeeded()));
    }

    /** Both rates, at what evidence the canary goes back, and what must come before its share rises. */
    String cautionText() {
        double ln = evidence().harm().lnEvidence();
        List<String> open = new ArrayList<>();
        double caution = GuardrailEvidence.lnCaution(alpha, weight());
        if (ln >= caution) {
            open.add("that is below " + odds(caution) + " to 1");
        } else if (evidence().speaksAgainst(alpha, weight(), margin())) {
            open.add("that is below " + odds(GuardrailEvidence.lnSpeaks()) + " to 1, or no more than "
                    + guardrail.margin() + " points worse is observed");
        }
        if (!excludesLargeHarm()) {
            open.add(largeHarm() + " points or more are ruled out at " + odds(GuardrailEvidence.lnNoLargeHarmNeeded())
                    + " to 1, now " + odds(evidence().largeHarm().ln()) + " to 1");
        }
        return String.format(
                Locale.ROOT,
                "%s %s; evidence of harm %s to 1: at %s to 1 it goes back; the share rises when %s",
                name(),
                rates(calls()).text(),
                odds(ln),
                odds(lnHarmNeeded()),
                String.join(", and ", open));
    }

    /** Both rates, and how many more calls it may take to rule out a large harm. */
    String openText() {
        Block calls = calls();
        double more = evidence()
                .largeHarm()
                .callsTo(
                        GuardrailEvidence.lnNoLargeHarmNeeded(),
                        evidence().baseline().rate(),
                        canaryRate(),
                        stablePerCanary(),
                        margin());
        String ruled = largeHarm() + " points or more worse";
        return ratesText()
                + (Double.isInfinite(more) || more > LARGEST_ODDS || !calls.comparable()
                        ? ": the share rises when the calls rule out " + ruled
                        : String.format(
                                Locale.ROOT,
                                ": about %,d more canary calls%s, would rule out %s",
                                (long) Math.ceil(more),
                                timeFor(more),
                                ruled));
    }

    private String largeHarm() {
        return String.format(Locale.ROOT, "%.1f", 100 * LargeHarmTest.harm(margin()));
    }

    /** Both rates. */
    String ratesText() {
        Rates rates = rates(calls());
        return name() + (rates.comparable() ? " " + rates.text() : ": no calls of both versions yet");
    }

    /** Both rates, and how many more calls it may take to show that the canary is no worse. */
    String missingText() {
        Long more = moreCalls();
        if (more == null) {
            return ratesText() + ": as it goes now, it will not be shown to be no more than " + guardrail.margin()
                    + " points worse; it goes back at evidence of harm of " + odds(lnHarmNeeded()) + " to 1, now "
                    + odds(evidence().harm().lnEvidence()) + " to 1, or waits for the deadline";
        }
        return String.format(
                Locale.ROOT, "%s: about %,d more canary calls%s, would tell", ratesText(), more, timeFor(more));
    }

    private String timeFor(double calls) {
        double perMinute = canaryCallsPerMinute();
        return perMinute <= 0 ? "" : ", some " + duration(calls / perMinute) + " at this rate";
    }

    Verdict.Comparison comparison(Look look) {
        Block calls = calls();
        Rates rates = rates(calls);
        return new Verdict.Comparison(
                guardrail.metric().json(),
                gates(),
                calls.stableBad(),
                calls.stableCalls(),
                calls.canaryBad(),
                calls.canaryCalls(),
                rates.difference(),
                guardrail.margin(),
                rates.worseBy(guardrail.margin()),
                details(look));
    }

    private Verdict.Evidence details(Look look) {
        Bounds bounds = reading.interval().bounds(alpha, margin());
        var before = evidence().before();
        long since = Look.firstWholeMinute(look.rollout().evidenceSince());
        long young = look.counts()
                .total(
                        look.policy().versions().canary(),
                        io.flowcanary.record.Fact.STARTED,
                        Math.max(since, reading.nextMinute()),
                        Math.max(since, look.toMinute()));
        return new Verdict.Evidence(
                MatureCalls.ages(guardrail),
                young,
                evidence().harm().lnEvidence(),
                lnHarmNeeded(),
                evidence().nonInferiority().lnEvidence(),
                GuardrailEvidence.lnNonInferiorityNeeded(alpha),
                100 * bounds.low(),
                100 * bounds.high(),
                WorseProbability.of(calls(), margin()),
                before.calls() == 0 ? null : (Double) (100.0 * before.bad() / before.calls()),
                shown() ? null : moreCalls());
    }

    /** Null when it would never come as both versions go on now. */
    private Long moreCalls() {
        double more = evidence()
                .nonInferiority()
                .callsTo(
                        GuardrailEvidence.lnNonInferiorityNeeded(alpha),
                        evidence().baseline().rate(),
                        canaryRate(),
                        stablePerCanary(),
                        margin());
        return Double.isInfinite(more) || more > LARGEST_ODDS ? null : (Long) (long) Math.ceil(more);
    }

    private double canaryRate() {
        Block calls = calls();
        double stableRate = evidence().baseline().rate();
        return (calls.canaryBad() + CAUTIOUS_CALLS * stableRate) / (calls.canaryCalls() + CAUTIOUS_CALLS);
    }

    private double stablePerCanary() {
        Recent recent = reading.recent();
        return recent.canaryCalls() > 0 ? recent.stableCalls() / recent.canaryCalls() : 0;
    }

    private double canaryCallsPerMinute() {
        double weights = windowMinutes * (1 - Math.pow(1 - 1.0 / windowMinutes, minutes));
        return weights <= 0 ? 0 : reading.recent().canaryCalls() / weights;
    }

    private double margin() {
        return guardrail.margin() / 100;
    }

    private double lnHarmNeeded() {
        return GuardrailEvidence.lnHarmNeeded(alpha, weight());
    }

    private double weight() {
        return 1.0 / Math.max(1, deciding);
    }

    private GuardrailEvidence evidence() {
        return reading.evidence();
    }

    private static Rates rates(Block calls) {
        return new Rates(calls.stableBad(), calls.stableCalls(), calls.canaryBad(), calls.canaryCalls());
    }

    private static String odds(double ln) {
        double odds = Math.exp(ln);
        return odds >= LARGEST_ODDS ? "over a billion" : String.format(Locale.ROOT, odds < 10 ? "%.1f" : "%,.0f", odds);
    }

    private static String duration(double minutes) {
        return minutes < 120
                ? Math.max(1, Math.round(minutes)) + " minutes"
                : String.format(Locale.ROOT, "%.1f hours", minutes / 60);
    }
}
