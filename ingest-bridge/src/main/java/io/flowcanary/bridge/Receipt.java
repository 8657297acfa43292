package io.flowcanary.bridge;

/**
 * Says that Kafka holds whatever had to be kept of one envelope: its source may forget it.
 *
 * @param fate what became of it
 * @param eventTime epoch milliseconds of what was written; {@link #NONE} otherwise
 */
record Receipt(Fate fate, long eventTime) {
    static final long NONE = Long.MIN_VALUE;
    static final Receipt SKIPPED = new Receipt(Fate.SKIPPED, NONE);
    static final Receipt DEAD_LETTERED = new Receipt(Fate.DEAD_LETTERED, NONE);

    static Receipt written(long eventTime) {
        return new Receipt(Fate.WRITTEN, eventTime);
    }

    /** Of two together: written when one of them was, else a dead letter when one of them was. */
    Receipt and(Receipt other) {
        Fate both = Fate.values()[Math.min(fate.ordinal(), other.fate.ordinal())];
        return new Receipt(both, Math.max(eventTime, other.eventTime));
    }

    /** The weightiest first. */
    enum Fate {
        WRITTEN,
        DEAD_LETTERED,
        SKIPPED
    }
}
