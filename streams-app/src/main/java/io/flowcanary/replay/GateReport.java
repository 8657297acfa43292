package io.flowcanary.replay;

import io.flowcanary.judge.gate.GateCheck;
import io.flowcanary.judge.gate.GateFinding;
import io.flowcanary.judge.gate.SplitTest;
import io.flowcanary.record.Policy;
import io.flowcanary.replay.RecordedDraws.Draw;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the gate's own checks say of one canary's recorded draws.
 *
 * @param share percent that was set while they were made
 * @param canaryCalls calls that went to the canary
 * @param stableCalls calls that went to stable
 * @param others calls with any other version: the flow's fallback, for example
 * @param undrawn calls for which no version was drawn
 * @param lnSplit the logarithm of the evidence against the share
 * @param lnContexts of the evidence against a random branch, by what it was compared with
 * @param tooHigh the smallest share above the set one that so many calls would show to be wrong, in percent; null when not even
 *     100 would be
 * @param tooLow the largest below it, likewise; null when not even 0 would be
 * @param finding what is wrong; null when nothing is
 */
public record GateReport(
        String canary,
        double share,
        long canaryCalls,
        long stableCalls,
        long others,
        long undrawn,
        double lnSplit,
        Map<String, Double> lnContexts,
        Integer tooHigh,
        Integer tooLow,
        GateFinding finding) {
    /** The logarithm of the evidence that is an alarm. */
    public static final double LN_ALARM = Math.log(1000);

    private static final long MINUTE = 60_000;

    /**
     * Checks draws.
     *
     * @param draws in the order in which they were made
     * @param share percent, above 0 and below 100
     */
    public static GateReport of(String canary, List<Draw> draws, long undrawn, Policy.Versions versions, double share) {
        List<Draw> judged = draws.stream()
                .filter(draw -> draw.version().equals(versions.stable())
                        || draw.version().equals(versions.canary()))
                .toList();
        GateCheck check = check(judged, versions.canary());
        double fraction = share / 100;
        int calls = judged.size();
        return new GateReport(
                canary,
                share,
                check.canaryCalls(),
                check.stableCalls(),
                (long) draws.size() - calls,
                undrawn,
                check.lnSplit(fraction),
                check.lnContexts(fraction),
                first(IntStream.rangeClosed((int) Math.floor(share) + 1, 100), calls, fraction),
                first(
                        IntStream.iterate((int) Math.ceil(share) - 1, percent -> percent >= 0, percent -> percent - 1),
                        calls,
                        fraction),
                GateFinding.of(check, share).orElse(null));
    }

    /** All calls that were judged. */
    public long calls() {
        return canaryCalls + stableCalls;
    }

    private static GateCheck check(List<Draw> draws, String canary) {
        GateCheck check = GateCheck.EMPTY;
        int from = 0;
        while (from < draws.size()) {
            long minute = Math.floorDiv(draws.get(from).at(), MINUTE);
            int to = from;
            while (to < draws.size() && Math.floorDiv(draws.get(to).at(), MINUTE) == minute) {
                to++;
            }
            List<Draw> within = draws.subList(from, to);
            check = check.after(milliseconds(within, canary, false), milliseconds(within, canary, true));
            from = to;
        }
        return check;
    }

    private static int[] milliseconds(List<Draw> draws, String canary, boolean ofCanary) {
        return draws.stream()
                .filter(draw -> draw.version().equals(canary) == ofCanary)
                .mapToInt(draw -> (int) Math.floorMod(draw.at(), MINUTE))
                .toArray();
    }

    /** The first of these shares that as many calls, split by it, would show not to be the one that is set. */
    private static Integer first(IntStream percents, int calls, double share) {
        return percents.boxed()
                .filter(percent -> {
                    long canary = Math.round(calls * percent / 100.0);
                    return new SplitTest(share).lnBayesFactor(canary, calls - canary) >= LN_ALARM;
                })
                .findFirst()
                .orElse(null);
    }
}
