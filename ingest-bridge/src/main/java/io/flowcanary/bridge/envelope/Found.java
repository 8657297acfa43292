package io.flowcanary.bridge.envelope;

import tools.jackson.databind.JsonNode;

/**
 * Something that an input holds.
 *
 * @param place where: {@code line 3}, {@code line 1, value 7}; inside a wrapping also the how-manieth, as in {@code line 1/2}
 * @param value what should be an envelope; null when it could not even be read as JSON
 * @param unreadable why it could not be read; null when it could
 */
public record Found(String place, JsonNode value, Parsed.Unusable unreadable) {
    static Found value(String place, JsonNode value) {
        return new Found(place, value, null);
    }

    static Found unreadable(String place, Parsed.Unusable why) {
        return new Found(place, null, why);
    }
}
