package io.flowcanary.local.centre;

/** The sixteen topics of conversation detail events. */
enum EventTopic {
    ACD_END("acd.end"),
    ACD_START("acd.start"),
    ACW("acw"),
    ATTRIBUTES("attributes"),
    CONTACT("contact"),
    CUSTOMER_END("customer.end"),
    CUSTOMER_START("customer.start"),
    FLOW_END("flow.end"),
    FLOW_OUTCOME("flow.outcome"),
    FLOW_START("flow.start"),
    OUTBOUND("outbound"),
    USER_END("user.end"),
    USER_START("user.start"),
    VOICEMAIL_END("voicemail.end"),
    VOICEMAIL_START("voicemail.start"),
    WRAPUP("wrapup");

    private static final String PREFIX = "v2.detail.events.conversation.";

    private final String suffix;

    EventTopic(String suffix) {
        this.suffix = suffix;
    }

    String suffix() {
        return suffix;
    }

    /** The envelope's detail-type, which holds the literal placeholder and not the conversation's id. */
    String detailType() {
        return PREFIX + "{id}." + suffix;
    }

    String topicName(String conversationId) {
        return PREFIX + conversationId + "." + suffix;
    }
}
