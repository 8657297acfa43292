package io.flowcanary.local.centre;

/**
 * How the canary (v2) differs from the stable version (v1). Percentages are of all calls that pass the gate.
 *
 * <p>The stable version, and the fallback, always behave alike: about 25 % contained, 4 % hang up in the menu, 0.5 %
 * errored, 8 % abandoned in a queue, 12 % transferred by an agent.
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
    HANGUPS
}
