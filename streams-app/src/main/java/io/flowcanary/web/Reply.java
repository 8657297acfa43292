package io.flowcanary.web;

import io.javalin.http.Context;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer of this instance or another: a status, and an object. */
record Reply(int status, String contentType, JsonNode body) {
    private static final String STALE = "stale";

    static Reply of(Object body) {
        return new Reply(200, Json.CONTENT_TYPE, Json.tree(body));
    }

    /** The same, marked as read from a copy: the owner may know more. */
    Reply fromCopy() {
        ObjectNode marked = ((ObjectNode) body).deepCopy();
        marked.put(STALE, true);
        return new Reply(status, contentType, marked);
    }

    boolean stale() {
        return body.path(STALE).asBoolean(false);
    }

    void write(Context context) {
        Json.write(context.status(status), contentType, body);
    }
}
