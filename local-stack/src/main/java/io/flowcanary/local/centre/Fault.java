package io.flowcanary.local.centre;

/** What breaks in an errored call. */
enum Fault {
    NONE,
    /** The flow ends with an error. */
    FLOW,
    /** The flow's error handler records a failed outcome and sends the call to a queue, where it goes on as any other. */
    GOAL_MISSED,
    /** The connection breaks while an agent talks. */
    CONNECTION;

    /** Most faults of a canary are its flow's: that is where they differ from the stable version's. */
    static Fault draw(double uniform) {
        if (uniform < 0.65) {
            return FLOW;
        }
        return uniform < 0.85 ? GOAL_MISSED : CONNECTION;
    }
}
