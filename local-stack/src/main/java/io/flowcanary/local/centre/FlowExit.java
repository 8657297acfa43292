package io.flowcanary.local.centre;

/** How the inbound call flow ended; the names are those of the event's {@code exitReason}. */
public enum FlowExit {
    /** The caller hung up. */
    DISCONNECT,
    /** The flow ended the call. */
    FLOW_DISCONNECT,
    /** The flow sent the call to a queue. */
    TRANSFER,
    /** The flow broke and hung up. */
    FLOW_ERROR_DISCONNECT,
    /** The flow broke and was left. */
    FLOW_ERROR_EXIT,
    /** The flow did not understand the caller and hung up. */
    RECOGNITION_FAILURE_DISCONNECT,
    /** The flow did not understand the caller and was left. */
    RECOGNITION_FAILURE_EXIT
}
