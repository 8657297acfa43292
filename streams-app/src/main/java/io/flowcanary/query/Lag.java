package io.flowcanary.query;

/** Tells how many records of the source no instance has read yet. */
public interface Lag {
    /**
     * @param records how many; null when that is not known
     * @param unknown why not; null when it is
     */
    record Waiting(Long records, String unknown) {}

    /** As of a second ago at most; never throws. */
    Waiting read();
}
