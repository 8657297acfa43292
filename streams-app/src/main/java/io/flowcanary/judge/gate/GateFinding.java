package io.flowcanary.judge.gate;

import java.util.Locale;
import java.util.Optional;

/**
 * What is wrong with the gate.
 *
 * @param cause what it looks like
 * @param explanation in plain words with counts, and what to look at
 */
public record GateFinding(Cause cause, String explanation) {
    private static final double LN_ALARM = Math.log(1000);
    /** By so much a context must explain the calls better than another share does. */
    private static final double LN_BETTER = Math.log(20);

    /** What a wrong gate looks like. */
    public enum Cause {
        /** The branch depends on something. */
        NOT_RANDOM,
        /** The share is another one than is set. */
        SPLIT_MISMATCH
    }

    /**
     * The alarm that stands, if one does. A frozen branch also shows as a wrong share and a wrong share in every context: the
     * cause is the one that explains the calls better.
     *
     * @param percent the share that is set; nothing can be said against 0 and 100
     */
    public static Optional<GateFinding> of(GateCheck check, double percent) {
        if (percent <= 0 || percent >= 100) {
            return Optional.empty();
        }
        double share = percent / 100;
        double split = check.lnSplit(share);
        Context strongest = null;
        double most = Double.NEGATIVE_INFINITY;
        for (Context context : Context.values()) {
            double ln = check.lnContext(context, share);
            if (ln > most) {
                strongest = context;
                most = ln;
            }
        }
        if (Math.max(split, most) < LN_ALARM) {
            return Optional.empty();
        }
        long calls = check.canaryCalls() + check.stableCalls();
        String seen = String.format(
                Locale.ROOT,
                "%,d of %,d calls (%.1f %%) went to the canary where %s %% is set",
                check.canaryCalls(),
                calls,
                100.0 * check.canaryCalls() / calls,
                plain(percent));
        return Optional.of(
                most - split >= LN_BETTER
                        ? new GateFinding(
                                Cause.NOT_RANDOM,
                                "the branch can be predicted from the " + strongest.words + "; " + seen
                                        + ": look for a random number that is kept (a data table, a flow-level variable)"
                                        + " or a counter that takes every n-th call")
                        : new GateFinding(
                                Cause.SPLIT_MISMATCH,
                                seen + ": look for a different share in the parameter,"
                                        + " a share kept in the flow, or a second flow with a gate of its own"));
    }

    private static String plain(double percent) {
        return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
    }
}
