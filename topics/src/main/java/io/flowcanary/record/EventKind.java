package io.flowcanary.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The sixteen topics {@code v2.detail.events.conversation.{id}.*}, and whether the metrics need them. */
public enum EventKind {
    ACD_START("acd.start", true),
    ACD_END("acd.end", true),
    ACW("acw", true),
    ATTRIBUTES("attributes", true),
    CONTACT("contact", false),
    CUSTOMER_START("customer.start", true),
    CUSTOMER_END("customer.end", true),
    FLOW_START("flow.start", true),
    FLOW_END("flow.end", true),
    FLOW_OUTCOME("flow.outcome", true),
    OUTBOUND("outbound", false),
    USER_START("user.start", true),
    USER_END("user.end", true),
    VOICEMAIL_START("voicemail.start", false),
    VOICEMAIL_END("voicemail.end", false),
    WRAPUP("wrapup", false);

    private static final Map<String, EventKind> BY_SUFFIX =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventKind::suffix, Function.identity()));

    private final String suffix;
    private final boolean needed;

    EventKind(String suffix, boolean needed) {
        this.suffix = suffix;
        this.needed = needed;
    }

    /** The topic's name after the conversation's id, for example {@code flow.end}. */
    @JsonValue
    public String suffix() {
        return suffix;
    }

    /** Whether some metric reads it; the others are skipped by the bridge and counted. */
    public boolean needed() {
        return needed;
    }

    /** The kind with this suffix, or empty: Genesys may add topics at any time. */
    public static Optional<EventKind> ofSuffix(String suffix) {
        return Optional.ofNullable(BY_SUFFIX.get(suffix));
    }

    @JsonCreator
    static EventKind fromJson(String suffix) {
        return ofSuffix(suffix)
                .orElseThrow(() -> new IllegalArgumentException("'" + suffix + "' is no conversation event topic"));
    }
}
