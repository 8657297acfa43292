package io.flowcanary.local.centre;

import java.time.Duration;
import java.util.Map;

/**
 * What goes wrong between the calls and the one who counts them. Every rate is a fraction, 0–1, and may be 0.
 *
 * @param duplicates of the conversation events: delivered a second time
 * @param disorder of the conversation events: delivered up to 30 s late, so out of order
 * @param lateAttributes of the attribute events: delivered almost {@code largestDelay} late
 * @param lostAttributes of the calls: no attribute event is ever delivered, so the call counts as unversioned
 * @param foreign events of other topics, per conversation event
 * @param malformed broken copies, per conversation event; the whole event is delivered as well
 * @param unversioned of the calls: hung up before the gate
 * @param gateFailures of the calls that reach the gate: its data action failed, so the version is {@code fallback}
 * @param neverEnding of the calls: fall silent while an agent talks; no end is ever told
 * @param campaigns of the calls: outbound ones of a dialling campaign, which touch no flow
 * @param largestDelay from an event to its delivery, above 0: nothing is delivered later than this
 */
public record Noise(
        double duplicates,
        double disorder,
        double lateAttributes,
        double lostAttributes,
        double foreign,
        double malformed,
        double unversioned,
        double gateFailures,
        double neverEnding,
        double campaigns,
        Duration largestDelay) {
    private static final Duration USUAL_DELAY = Duration.ofSeconds(45);

    public Noise {
        Map.ofEntries(
                        Map.entry("duplicates", duplicates),
                        Map.entry("disorder", disorder),
                        Map.entry("lateAttributes", lateAttributes),
                        Map.entry("lostAttributes", lostAttributes),
                        Map.entry("foreign", foreign),
                        Map.entry("malformed", malformed),
                        Map.entry("unversioned", unversioned),
                        Map.entry("gateFailures", gateFailures),
                        Map.entry("neverEnding", neverEnding),
                        Map.entry("campaigns", campaigns))
                .forEach(Noise::requireFraction);
        if (largestDelay.isNegative() || largestDelay.isZero()) {
            throw new IllegalArgumentException("largestDelay must be above 0, not " + largestDelay);
        }
    }

    /** What a healthy integration shows: a little of everything but lost attributes, and nothing over 45 s late. */
    public static Noise usual() {
        return new Noise(0.01, 0.02, 0.005, 0, 0.01, 0.001, 0.01, 0.002, 0.0005, 0.001, USUAL_DELAY);
    }

    /** Nothing goes wrong: every event is delivered once, within a second. */
    public static Noise none() {
        return new Noise(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, USUAL_DELAY);
    }

    private static void requireFraction(String name, double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(name + " must be 0–1, not " + rate);
        }
    }
}
