package io.flowcanary.local.centre;

/**
 * What truly became of the calls of one version. Counts of calls, but for the last two.
 *
 * @param canary value of the name attribute; the flow's id when the flow set none
 * @param version {@code v1}, {@code v2}, {@code fallback}, or {@link Truth#UNVERSIONED}, which counts {@code started} only
 * @param started came in; counted when the call begins
 * @param ended customer left; counted, as all that follows, once the last event of the call is delivered
 * @param abandoned left while waiting in a queue
 * @param transferred handed on by an agent
 * @param contained served and ended by the flow, without a queue
 * @param ivrHangup hung up in the menu
 * @param errored the flow or the connection broke
 * @param goalMissed the flow recorded a failed outcome: an error where the policy names that outcome
 * @param handled some agent spent time on the call
 * @param handleMs agents' interacting, held, dialing, contacting and after-call work, milliseconds
 * @param talkMs agents' interacting time, milliseconds
 */
public record VersionTruth(
        String canary,
        String version,
        long started,
        long ended,
        long abandoned,
        long transferred,
        long contained,
        long ivrHangup,
        long errored,
        long goalMissed,
        long handled,
        long handleMs,
        long talkMs) {
    static VersionTruth none(String canary, String version) {
        return new VersionTruth(canary, version, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    VersionTruth plusStarted() {
        return new VersionTruth(
                canary,
                version,
                started + 1,
                ended,
                abandoned,
                transferred,
                contained,
                ivrHangup,
                errored,
                goalMissed,
                handled,
                handleMs,
                talkMs);
    }

    VersionTruth plus(Outcome outcome) {
        return new VersionTruth(
                canary,
                version,
                started,
                ended + one(outcome.ended()),
                abandoned + one(outcome.abandoned()),
                transferred + one(outcome.transferred()),
                contained + one(outcome.contained()),
                ivrHangup + one(outcome.ivrHangup()),
                errored + one(outcome.errored()),
                goalMissed + one(outcome.goalMissed()),
                handled + one(outcome.handled()),
                handleMs + outcome.handleMs(),
                talkMs + outcome.talkMs());
    }

    private static long one(boolean happened) {
        return happened ? 1 : 0;
    }
}
