package io.flowcanary.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/** Every message, its name and major version, and its JSON. */
public final class Messages {
    private static final Map<String, Class<? extends Message>> TYPES = Map.ofEntries(
            Map.entry("conversation-event/1", ConversationEvent.class),
            Map.entry("heartbeat/1", Heartbeat.class),
            Map.entry("totals/1", Totals.class),
            Map.entry("watermark/1", Watermark.class),
            Map.entry("outcome/1", Outcome.class),
            Map.entry("dead-letter/1", DeadLetter.class),
            Map.entry("intent/1", Intent.class),
            Map.entry("rollout/1", Rollout.class),
            Map.entry("verdict/1", Verdict.class),
            Map.entry("command.start/1", Command.Start.class),
            Map.entry("command.restart/1", Command.Restart.class),
            Map.entry("command.pause/1", Command.Pause.class),
            Map.entry("command.resume/1", Command.Resume.class),
            Map.entry("command.advance/1", Command.Advance.class),
            Map.entry("command.promote/1", Command.Promote.class),
            Map.entry("command.abort/1", Command.Abort.class),
            Map.entry("command.change-policy/1", Command.ChangePolicy.class),
            Map.entry("command.lease/1", Command.Lease.class),
            Map.entry("command.release/1", Command.Release.class),
            Map.entry("answer/1", Answer.class),
            Map.entry("command.applied/1", Command.Applied.class),
            Map.entry("command.not-in-force/1", Command.NotInForce.class),
            Map.entry("command.external-change/1", Command.ExternalChange.class));

    private static final Pattern TYPE_ID = Pattern.compile("([a-z.-]+)/(\\d{1,9})");

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(include -> include.withValueInclusion(JsonInclude.Include.NON_NULL))
            .registerSubtypes(TYPES.entrySet().stream()
                    .map(type -> new NamedType(type.getValue(), type.getKey()))
                    .toArray(NamedType[]::new))
            .build();

    private Messages() {}

    /** Every message's type id, for example {@code verdict/1}, and its class. */
    public static Map<String, Class<? extends Message>> types() {
        return TYPES;
    }

    /** An order's kind without version: {@code command.advance/1} is {@code advance}. */
    public static String name(Command.Order order) {
        return TYPES.entrySet().stream()
                .filter(type -> type.getValue() == order.getClass())
                .map(type -> type.getKey()
                        .substring("command.".length(), type.getKey().indexOf('/')))
                .findFirst()
                .orElseThrow();
    }

    /** The mapper behind every record: tolerant of unknown fields, instants and durations in ISO 8601. */
    public static JsonMapper json() {
        return JSON;
    }

    /** The JSON form, UTF-8, on one line. */
    public static byte[] write(Message message) {
        return JSON.writeValueAsBytes(message);
    }

    /** The JSON form as text, on one line. */
    public static String text(Message message) {
        return JSON.writeValueAsString(message);
    }

    /**
     * Reads a message of one kind.
     *
     * @throws UnusableRecordException when the bytes are no JSON ({@code malformed-json}), hold another kind of message
     *     ({@code unexpected-type}), a newer major version ({@code newer-version}), or values that cannot be
     *     ({@code malformed-record})
     */
    public static <T extends Message> T read(byte[] bytes, Class<T> kind) {
        try {
            Message message = JSON.readValue(bytes, Message.class);
            if (!kind.isInstance(message)) {
                throw new UnusableRecordException(
                        "unexpected-type",
                        "expected a " + kind.getSimpleName() + ", found "
                                + (message == null
                                        ? "null"
                                        : "a " + message.getClass().getSimpleName()));
            }
            return kind.cast(message);
        } catch (InvalidTypeIdException e) {
            throw unknownType(e.getTypeId());
        } catch (JacksonException e) {
            // Not Jackson's own words: they quote the record, which may hold what nobody should read.
            boolean noJson = e instanceof StreamReadException;
            throw new UnusableRecordException(
                    noJson ? "malformed-json" : "malformed-record",
                    (noJson ? "no JSON" : "a value that cannot be one of " + kind.getSimpleName()) + " at line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr());
        }
    }

    /** A serde of one kind of message; null stays null (a tombstone). */
    public static <T extends Message> Serde<T> serde(Class<T> kind) {
        return Serdes.serdeFrom(
                (topic, message) -> message == null ? null : write(message),
                (topic, bytes) -> bytes == null ? null : read(bytes, kind));
    }

    private static UnusableRecordException unknownType(String typeId) {
        if (typeId == null) {
            return new UnusableRecordException("unexpected-type", "the field 'type' is missing");
        }
        Matcher asked = TYPE_ID.matcher(typeId);
        if (asked.matches()) {
            for (String known : TYPES.keySet()) {
                Matcher ours = TYPE_ID.matcher(known);
                if (ours.matches()
                        && ours.group(1).equals(asked.group(1))
                        && Integer.parseInt(asked.group(2)) > Integer.parseInt(ours.group(2))) {
                    return new UnusableRecordException(
                            "newer-version",
                            typeId + " is newer than this build, which reads " + known
                                    + ": upgrade this service first");
                }
            }
        }
        return new UnusableRecordException(
                "unexpected-type",
                "'" + typeId.substring(0, Math.min(64, typeId.length())) + "' is no message of this build: "
                        + TYPES.keySet().stream().sorted().collect(Collectors.joining(", ")));
    }
}
