package io.flowcanary.record;

/** A value of {@code genesys.conversation-events}: what happened, or the promise that nothing more did. */
public sealed interface SourceRecord extends Message permits ConversationEvent, Heartbeat {
    /** The event time in epoch milliseconds: how far this record moves its partition's watermark. */
    long eventTime();

    /** When the bridge took it in, in epoch milliseconds. */
    long receivedAt();
}
