package io.flowcanary.local.centre;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** A gate in this process: by the call's random number and the share it has read, if it is sound. */
final class DrawnGate implements Gate {
    /** Longer than the calls that overtake one another on their way to the gate, so that runs stay runs. */
    static final int KEPT_CALLS = 20;

    static final int WRONG_TIMES = 3;

    /** Keeps the kept numbers apart from those that the calls draw. */
    private static final long STREAM = 0x2545F4914F6CDD1DL;

    private final CentreSettings settings;
    private final Share share;

    DrawnGate(CentreSettings settings, Share share) {
        this.settings = settings;
        this.share = share;
    }

    @Override
    public Branch branch(long index, double drawn, Instant callStart) {
        OptionalDouble percent = share.percent(callStart);
        if (percent.isEmpty()) {
            return Branch.FALLBACK;
        }
        return opens(index, drawn, percent.getAsDouble()) ? Branch.CANARY : Branch.STABLE;
    }

    /**
     * Whether the canary gets the call.
     *
     * @param index number of the call
     * @param drawn the call's own random number, 0–100
     * @param share as it is set, 0–100 percent
     */
    private boolean opens(long index, double drawn, double share) {
        return switch (settings.scenario()) {
            case CACHED_GATE -> kept(index) < share;
            case WRONG_SPLIT -> drawn < WRONG_TIMES * share;
            default -> drawn < share;
        };
    }

    /** The number that was drawn at the last call whose number is a multiple of {@link #KEPT_CALLS}. */
    private double kept(long index) {
        return new SplittableRandom((settings.seed() ^ STREAM) + index / KEPT_CALLS * CallPlanner.SPREAD).nextDouble()
                * 100;
    }
}
