package io.flowcanary.judge;

/** Looks at a canary's figures; the same figures always give the same opinion. */
public interface Judge {
    /** Its name in policies and verdicts. */
    String name();

    /** What it thinks at this look. */
    Opinion opinion(Look look);
}
