package io.flowcanary.access;

import io.flowcanary.record.Messages;
import io.javalin.http.Context;

/** An RFC 9457 problem document that ends a request. */
record Refusal(String type, String title, int status, String detail, String instance) {

    static void of(Context context, int status, String title, String detail) {
        Refusal refusal = new Refusal("about:blank", title, status, detail, context.path());
        context.status(status)
                .contentType("application/problem+json")
                .result(Messages.json().writeValueAsBytes(refusal))
                .skipRemainingHandlers();
    }
}
