package io.flowcanary.bridge.envelope;

import io.flowcanary.record.EventKind;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields whose values may be kept of a redacted record, each only while it looks like what it should hold. */
final class TechnicalFields {
    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern UPPER_SNAKE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
    private static final Pattern VERSION = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");
    private static final Pattern EPOCH_MILLIS = Pattern.compile("\\d{13}");
    private static final Pattern TIMESTAMP =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z");
    private static final Pattern TOPIC = Pattern.compile("v2(\\.[A-Za-z0-9{}_-]{1,64}){1,10}");
    private static final Pattern SOURCE = Pattern.compile("aws\\.partner/genesys\\.com[a-z0-9./_-]{0,160}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]{2,12}){1,3}-\\d{1,2}");
    private static final Pattern MESSAGE_TYPE = Pattern.compile("[a-z.-]{1,40}/\\d{1,3}");

    private static final Map<String, Pattern> FIELDS = Map.ofEntries(
            Map.entry("id", UUID),
            Map.entry("conversationId", UUID),
            Map.entry("participantId", UUID),
            Map.entry("sessionId", UUID),
            Map.entry("flowId", UUID),
            Map.entry("queueId", UUID),
            Map.entry("flowType", UPPER_SNAKE),
            Map.entry("exitReason", UPPER_SNAKE),
            Map.entry("disconnectType", UPPER_SNAKE),
            Map.entry("acdOutcome", UPPER_SNAKE),
            Map.entry("mediaType", UPPER_SNAKE),
            Map.entry("direction", UPPER_SNAKE),
            Map.entry("transferType", UPPER_SNAKE),
            Map.entry("flowOutcomeId", UUID),
            Map.entry("flowOutcomeValue", UPPER_SNAKE),
            Map.entry("version", VERSION),
            Map.entry("flowVersion", VERSION),
            Map.entry("eventTime", EPOCH_MILLIS),
            Map.entry("receivedAt", EPOCH_MILLIS),
            Map.entry("time", TIMESTAMP),
            Map.entry("topicName", TOPIC),
            Map.entry("detail-type", TOPIC),
            Map.entry("source", SOURCE),
            Map.entry("region", REGION),
            Map.entry("type", MESSAGE_TYPE));

    private TechnicalFields() {}

    static boolean isSafe(String name, JsonNode value) {
        if (!value.isString() && !value.isNumber()) {
            return false;
        }
        String text = value.asString();
        if (name.equals("kind")) {
            return EventKind.ofSuffix(text).isPresent();
        }
        Pattern expected = FIELDS.get(name);
        return expected != null && expected.matcher(text).matches();
    }

    /** Puts the first safe value of each technical field, wherever it stands, into one flat object. */
    static void collect(JsonNode tree, ObjectNode into) {
        if (tree.isArray()) {
            tree.forEach(element -> collect(element, into));
        } else if (tree.isObject()) {
            tree.properties().forEach(field -> collect(field.getKey(), field.getValue(), into));
        }
    }

    private static void collect(String name, JsonNode value, ObjectNode into) {
        if (isSafe(name, value)) {
            if (!into.has(name)) {
                into.set(name, value);
            }
        } else if (!name.equals("attributes")) {
            collect(value, into);
        }
    }
}
