package io.flowcanary.web;

import io.flowcanary.record.Messages;
import io.javalin.http.Context;
import tools.jackson.databind.JsonNode;

/** Writes answers, in the JSON of the records. */
final class Json {
    static final String CONTENT_TYPE = "application/json";

    private Json() {}

    static void write(Context context, Object body) {
        write(context, CONTENT_TYPE, body);
    }

    static void write(Context context, String contentType, Object body) {
        context.contentType(contentType).result(Messages.json().writeValueAsBytes(body));
    }

    static JsonNode tree(Object body) {
        return Messages.json().valueToTree(body);
    }

    static <T> T as(JsonNode tree, Class<T> type) {
        return Messages.json().treeToValue(tree, type);
    }
}
