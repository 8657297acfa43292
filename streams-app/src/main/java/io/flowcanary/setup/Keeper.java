package io.flowcanary.setup;

/** One resource in AWS: looks after it, and changes it when told. A call that fails throws {@link SetupException}. */
interface Keeper {
    /** The resource as it should be. */
    Resource wanted();

    /** What is there of it. Changes nothing. */
    Found look();

    /** Makes it, with its mark in the same call: what is there without a mark is somebody else's. */
    void create();

    /** Makes what differs as it should be. */
    void change();

    /** Removes it; one that is gone already is no error. */
    void remove();
}
