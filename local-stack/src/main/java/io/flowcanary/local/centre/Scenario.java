package io.flowcanary.local.centre;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What goes wrong in a rollout of the canary (v2). Percentages are of all calls that pass the gate.
 *
 * <p>But in {@link #DRIFT} the stable version (v1), and the fallback, always behave alike: about 25 % contained, 4 % hang up in
 * the menu, 0.5 % errored, 8 % abandoned in a queue, 12 % transferred by an agent. But in {@link #CACHED_GATE} and
 * {@link #WRONG_SPLIT} the gate sends each call to v2 by a random number of its own, with the share that is set.
 */
public enum Scenario {
    /** v2 behaves like v1. */
    HEALTHY,
    /** v2 loses callers in the queue: abandoned 8 % → 22 %. */
    ABANDONS,
    /** v2 routes to the wrong agents: transferred 12 % → 30 %. */
    TRANSFERS,
    /** v2 breaks: errored 0.5 % → 20 %. */
    ERRORS,
    /** v2 loses callers in its menu: hang-ups 4 % → 20 %. Fewer reach a queue, so abandons and transfers fall. */
    HANGUPS,
    /**
     * The queues fill up, whatever the version: abandoned 3 % until 10:00 UTC, then rising evenly to 12 % at 12:00, where it stays
     * for the day. v2 behaves like v1.
     */
    DRIFT,
    /**
     * The gate keeps its random number for {@value Gate#KEPT_CALLS} calls, as a data table or a flow-level variable does: the
     * right share of the calls on the whole, but in runs. v2 behaves like v1.
     */
    CACHED_GATE,
    /**
     * The gate reads another share than is set: {@value Gate#WRONG_TIMES} times as much, at most 100 %. v2 behaves like v1.
     */
    WRONG_SPLIT;

    /** As people type it: {@code cached-gate}. */
    public String typed() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The scenario that people mean by a name; empty when there is none. */
    public static Optional<Scenario> ofTyped(String name) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.typed().equals(name))
                .findFirst();
    }
}
