package io.flowcanary.local.centre;

import java.time.Instant;

/**
 * One text that reaches the bridge.
 *
 * @param deliverAt when it arrives; never before {@code eventTime}
 * @param eventTime when it happened
 * @param envelope the text: an EventBridge event in JSON unless malformed, always one line
 * @param kind what it is
 * @param topic the conversation topic without its prefix, such as {@code acd.end}; a foreign event's detail-type
 */
public record Delivery(Instant deliverAt, Instant eventTime, String envelope, Kind kind, String topic) {
    /** What a delivered text is. */
    public enum Kind {
        /** A conversation event, delivered for the first time. */
        CONVERSATION,
        /** A conversation event that was or will be delivered as well: the same text, or sent anew with its own id. */
        DUPLICATE,
        /** An event of another topic. */
        FOREIGN,
        /** A broken copy of a conversation event. */
        MALFORMED
    }
}
