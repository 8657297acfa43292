package io.flowcanary.record;

/** A value of {@code canary.tallies}: one source partition's contribution to the counts. */
public sealed interface TallyRecord extends Message permits Totals, Watermark {
    /** The partition of {@code genesys.conversation-events} that this sums up. */
    int partition();
}
