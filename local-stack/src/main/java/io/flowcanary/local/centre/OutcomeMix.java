package io.flowcanary.local.centre;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * What becomes of the calls of one version. {@code errored} and {@code hangup} are fractions of all calls; each later
 * fraction is of the calls that got that far, so that losing callers early lowers everything after it.
 */
record OutcomeMix(
        double errored, double hangup, double contained, double abandonedInQueue, double transferredWhenHandled) {
    /** Of the queued calls: few enough to leave the other rates alone, enough to be seen in a short run. */
    static final double VOICEMAIL_IN_QUEUE = 0.004;

    private static final double QUEUED = 1 - 0.005 - 0.04 - 0.25;
    private static final double HANDLED = QUEUED - 0.08 - QUEUED * VOICEMAIL_IN_QUEUE;
    private static final OutcomeMix BASELINE =
            new OutcomeMix(0.005, 0.04, 0.25 / (1 - 0.005 - 0.04), 0.08 / QUEUED, 0.12 / HANDLED);

    static OutcomeMix of(Scenario scenario, Branch branch, Instant start) {
        OutcomeMix usual = BASELINE;
        if (scenario == Scenario.DRIFT) {
            return usual.abandoning(abandonedByDrift(start));
        }
        if (branch != Branch.CANARY) {
            return usual;
        }
        return switch (scenario) {
            case HEALTHY, DRIFT, CACHED_GATE, WRONG_SPLIT -> usual;
            case ABANDONS -> usual.abandoning(0.22);
            case TRANSFERS ->
                new OutcomeMix(usual.errored, usual.hangup, usual.contained, usual.abandonedInQueue, 0.30 / HANDLED);
            case ERRORS ->
                new OutcomeMix(
                        0.20, usual.hangup, usual.contained, usual.abandonedInQueue, usual.transferredWhenHandled);
            case HANGUPS ->
                new OutcomeMix(
                        usual.errored, 0.20, usual.contained, usual.abandonedInQueue, usual.transferredWhenHandled);
        };
    }

    /** @param ofAll the fraction of all calls that is abandoned */
    private OutcomeMix abandoning(double ofAll) {
        return new OutcomeMix(errored, hangup, contained, ofAll / QUEUED, transferredWhenHandled);
    }

    private static double abandonedByDrift(Instant start) {
        double hour = start.atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 3600.0;
        double risen = Math.max(0, Math.min(1, (hour - 10) / 2));
        return 0.03 + risen * (0.12 - 0.03);
    }
}
