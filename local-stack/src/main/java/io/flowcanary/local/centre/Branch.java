package io.flowcanary.local.centre;

import java.util.Optional;

/** The way a call took at the gate. */
public enum Branch {
    /** The gate sent the call to the stable version, {@code v1}. */
    STABLE("v1"),
    /** The gate sent the call to the canary, {@code v2}. */
    CANARY("v2"),
    /** The gate's data action failed: the call took the stable version and is marked {@code fallback}. */
    FALLBACK("fallback"),
    /** The call never reached the gate. */
    NONE(null);

    private final String version;

    Branch(String version) {
        this.version = version;
    }

    /** The value of the version attribute; empty when the flow set none. */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }
}
