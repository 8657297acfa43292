package io.flowcanary.record;

/**
 * The bridge's word that a source is drained: no event up to {@code drainedUpTo} is still waiting in it. Written into every
 * partition, so that event time moves where no calls do.
 *
 * @param source the name of the source, for example {@code sqs}
 * @param drainedUpTo epoch milliseconds
 * @param weak true when the source cannot be asked and merely has been silent (an HTTP endpoint)
 * @param receivedAt when the bridge wrote it, epoch milliseconds
 */
public record Heartbeat(String source, long drainedUpTo, boolean weak, long receivedAt) implements SourceRecord {
    @Override
    public long eventTime() {
        return drainedUpTo;
    }
}
