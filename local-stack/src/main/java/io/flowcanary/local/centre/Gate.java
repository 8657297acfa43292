package io.flowcanary.local.centre;

import java.time.Instant;

/** The gate in the flow, asked once for every call that reaches it. */
@FunctionalInterface
public interface Gate {
    /**
     * Which way the call goes.
     *
     * @param index number of the call
     * @param drawn the call's own random number, 0–100; a gate that draws by itself has no use for it
     * @param callStart when the call began, on the centre's clock
     */
    Branch branch(long index, double drawn, Instant callStart);
}
