package io.flowcanary.policy;

import java.time.Duration;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads {@code 30m} where Jackson by itself would read ISO 8601, or a bare number as seconds. */
final class DurationDeserializer extends StdScalarDeserializer<Duration> {
    DurationDeserializer() {
        super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.currentToken().isScalarValue() || parser.currentToken() == JsonToken.VALUE_NULL) {
            return (Duration) context.handleUnexpectedToken(context.constructType(Duration.class), parser);
        }
        String text = parser.getString();
        return Durations.parse(text)
                .orElseGet(() -> (Duration) context.handleWeirdStringValue(Duration.class, text, Durations.ALLOWED));
    }
}
