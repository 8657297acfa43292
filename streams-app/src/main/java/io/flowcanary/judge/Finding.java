package io.flowcanary.judge;

import io.flowcanary.judge.evidence.Block;
import io.flowcanary.judge.evidence.DifferenceInterval.Bounds;
import io.flowcanary.judge.evidence.GuardrailEvidence;
import io.flowcanary.record.Policy.Guardrail;
import io.flowcanary.record.Verdict;
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
    /** A quarter of the evidence that would roll back is too much to go on with. */
    private static final double LN_CAUTION = Math.log(4);

    private static final double LARGEST_ODDS = 1e9;
    /** So many canary calls the estimate of its rate is worth that it is like stable. */
    private static final double CAUTIOUS_CALLS = 5;

    boolean gates() {
        return guardrail.gate();
    }

    boolean harmful() {
        return gates() && evidence().harmful(alpha, 1.0 / deciding, margin());
    }

    boolean cautious() {
        return gates() && evidence().harm().lnEvidence() >= lnHarmNeeded() - LN_CAUTION;
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

    /** Both rates. */
    String ratesText() {
        Rates rates = rates(calls());
        return name() + (rates.comparable() ? " " + rates.text() : ": no calls of both versions yet");
    }

    /** Both rates, and how many more calls it may take to show that the canary is no worse. */
    String missingText() {
        Long more = moreCalls();
        if (more == null) {
            return ratesText() + ": as it goes now, it would never be shown to be no more than " + guardrail.margin()
                    + " points worse";
        }
        double perMinute = canaryCallsPerMinute();
        String time = perMinute <= 0 ? "" : ", some " + duration(more / perMinute) + " at this rate";
        return String.format(Locale.ROOT, "%s: about %,d more canary calls%s, would tell", ratesText(), more, time);
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
        Recent recent = reading.recent();
        double stableRate = evidence().baseline().rate();
        Block calls = calls();
        double canaryRate = (calls.canaryBad() + CAUTIOUS_CALLS * stableRate) / (calls.canaryCalls() + CAUTIOUS_CALLS);
        double stablePerCanary = recent.canaryCalls() > 0 ? recent.stableCalls() / recent.canaryCalls() : 0;
        double more = evidence()
                .nonInferiority()
                .callsTo(
                        GuardrailEvidence.lnNonInferiorityNeeded(alpha),
                        stableRate,
                        canaryRate,
                        stablePerCanary,
                        margin());
        return Double.isInfinite(more) || more > LARGEST_ODDS ? null : (Long) (long) Math.ceil(more);
    }

    private double canaryCallsPerMinute() {
        double weights = windowMinutes * (1 - Math.pow(1 - 1.0 / windowMinutes, minutes));
        return weights <= 0 ? 0 : reading.recent().canaryCalls() / weights;
    }

    private double margin() {
        return guardrail.margin() / 100;
    }

    private double lnHarmNeeded() {
        return GuardrailEvidence.lnHarmNeeded(alpha, 1.0 / Math.max(1, deciding));
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
