package io.flowcanary.local.centre;

/** The way of a call through the contact centre. */
public enum CallPath {
    /** Hung up before the flow reached the gate. */
    GONE_BEFORE_GATE,
    /** Hung up in the menu. */
    HUNG_UP_IN_MENU,
    /** Served by the flow, which ended the call. */
    CONTAINED,
    /** Ended by an error of the flow. */
    FAILED_IN_FLOW,
    /** Hung up in the queue. */
    ABANDONED,
    /** Left the queue for the voicemail. */
    VOICEMAIL,
    /** One agent took the call to its end. */
    HANDLED,
    /** An agent handed the call on to another queue. */
    TRANSFERRED,
    /** Nothing is heard any more once an agent talks. */
    NEVER_ENDING,
    /** An outbound call of a campaign, which touches no flow. */
    CAMPAIGN
}
