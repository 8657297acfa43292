package io.flowcanary.local.centre;

import java.time.Instant;
import java.util.OptionalDouble;

/** The canary's share as the flow's data action reads it, once for every call. */
@FunctionalInterface
public interface Share {
    /**
     * Reads the share.
     *
     * @param callStart when the call began, on the centre's clock
     * @return 0–100 percent of the calls; empty when the data action failed, and the call falls back
     */
    OptionalDouble percent(Instant callStart);

    /** A share that never changes, 0–100 percent. */
    static Share fixed(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("a share is 0–100 percent, not " + percent);
        }
        OptionalDouble share = OptionalDouble.of(percent);
        return callStart -> share;
    }
}
