package io.flowcanary.judge.gate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the gate did call by call at one share, in the order in which it drew: whether it sends the share that is set, and
 * whether a branch can be told from what came before it or from when it came. It never grows.
 *
 * @param sinceCanary calls since the last one that went to the canary; -1 before the first such
 * @param canary canary calls by value of every context; empty before the first call
 * @param stable stable calls likewise
 */
public record GateCheck(long sinceCanary, long[] canary, long[] stable) {
    /** Before the first call. */
    public static final GateCheck EMPTY = new GateCheck(-1, new long[0], new long[0]);

    private static final int MILLISECONDS = 1000;

    /**
     * This check after the draws of one minute.
     *
     * @param stableMs when stable was drawn, in milliseconds within the minute, rising
     * @param canaryMs when the canary was drawn, likewise; of two draws at once, stable's counts as the first
     */
    public GateCheck after(int[] stableMs, int[] canaryMs) {
        if (stableMs.length + canaryMs.length == 0) {
            return this;
        }
        Counting counting = new Counting(this);
        int s = 0;
        for (int ms : canaryMs) {
            while (s < stableMs.length && stableMs[s] <= ms) {
                counting.count(false, stableMs[s++]);
            }
            counting.count(true, ms);
        }
        while (s < stableMs.length) {
            counting.count(false, stableMs[s++]);
        }
        return counting.check();
    }

    /** Calls that went to the canary. */
    public long canaryCalls() {
        return sum(canary, Context.POSITION);
    }

    /** Calls that went to stable. */
    public long stableCalls() {
        return sum(stable, Context.POSITION);
    }

    /** The logarithm of the evidence against this share, a fraction above 0 and below 1. */
    public double lnSplit(double share) {
        return new SplitTest(share).lnBayesFactor(canaryCalls(), stableCalls());
    }

    /** The logarithm of the evidence against a random branch of this share, by what it was compared with. */
    public Map<String, Double> lnContexts(double share) {
        Map<String, Double> contexts = new LinkedHashMap<>();
        for (Context context : Context.values()) {
            contexts.put(context.words, lnContext(context, share));
        }
        return contexts;
    }

    double lnContext(Context context, double share) {
        SplitTest test = new SplitTest(share);
        double ln = 0;
        for (int i = context.offset(); canary.length > 0 && i < context.offset() + context.values; i++) {
            ln += test.lnBayesFactor(canary[i], stable[i]);
        }
        return ln;
    }

    private static long sum(long[] calls, Context context) {
        long sum = 0;
        for (int i = context.offset(); calls.length > 0 && i < context.offset() + context.values; i++) {
            sum += calls[i];
        }
        return sum;
    }

    private static final class Counting {
        private final long[] canary;
        private final long[] stable;
        private long sinceCanary;
        private long position;

        Counting(GateCheck from) {
            canary = from.canary.length == 0 ? new long[Context.allValues()] : from.canary.clone();
            stable = from.stable.length == 0 ? new long[Context.allValues()] : from.stable.clone();
            sinceCanary = from.sinceCanary;
            position = from.canaryCalls() + from.stableCalls();
        }

        void count(boolean toCanary, int ms) {
            if (position > 0) {
                add(Context.PREVIOUS_CALL, sinceCanary == 0 ? 1 : 0, toCanary);
            }
            if (sinceCanary >= 0) {
                add(Context.CALLS_SINCE_CANARY, Context.bucket(sinceCanary), toCanary);
            }
            add(Context.POSITION, (int) (position % Context.POSITION.values), toCanary);
            add(Context.SECOND, ms / MILLISECONDS, toCanary);
            position++;
            if (toCanary) {
                sinceCanary = 0;
            } else if (sinceCanary >= 0) {
                sinceCanary++;
            }
        }

        private void add(Context context, int value, boolean toCanary) {
            (toCanary ? canary : stable)[context.offset() + value]++;
        }

        GateCheck check() {
            return new GateCheck(sinceCanary, canary, stable);
        }
    }
}
