package io.flowcanary.judge;

/** Says what the counts mean for the canary. Pure: the same look gives the same opinion. */
public interface Judge {
    /** Its name in policies and verdicts. */
    String name();

    /** What the counts of this look mean. */
    Opinion opinion(Look look);
}
