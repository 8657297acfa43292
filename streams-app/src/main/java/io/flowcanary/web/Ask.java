package io.flowcanary.web;

import io.javalin.http.Context;

/**
 * A GET as another instance may be asked it too.
 *
 * @param path with its query
 * @param authorization the asker's; null without one
 * @param forwarded whether another instance passed it on: it goes no further
 */
record Ask(String path, String authorization, boolean forwarded) {
    /** Names the instance that passed a question on. */
    static final String FORWARDED_BY = "X-Forwarded-By-Instance";

    static Ask of(Context context) {
        String query = context.queryString();
        return new Ask(
                context.req().getRequestURI() + (query == null ? "" : "?" + query),
                context.header("Authorization"),
                context.header(FORWARDED_BY) != null);
    }

    /** Another question by the same asker. */
    Ask about(String otherPath) {
        return new Ask(otherPath, authorization, forwarded);
    }
}
