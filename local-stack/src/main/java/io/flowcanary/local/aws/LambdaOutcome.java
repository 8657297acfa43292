package io.flowcanary.local.aws;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came of an invocation.
 *
 * @param error whether the function failed: the payload then says how
 */
record LambdaOutcome(byte[] payload, boolean error) {
    static LambdaOutcome answer(byte[] payload) {
        return new LambdaOutcome(payload, false);
    }

    static LambdaOutcome failure(byte[] payload) {
        return new LambdaOutcome(payload, true);
    }

    static LambdaOutcome failure(String type, String message) {
        ObjectNode said = Json.object();
        said.put("errorType", type);
        said.put("errorMessage", message);
        return failure(Json.text(said).getBytes(StandardCharsets.UTF_8));
    }
}
