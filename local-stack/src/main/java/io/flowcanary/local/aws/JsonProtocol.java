package io.flowcanary.local.aws;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** AWS JSON 1.0 and 1.1: the operation in X-Amz-Target, the members in the body. */
final class JsonProtocol implements Protocol {
    private final Service service;
    private final String target;
    private final byte[] body;

    JsonProtocol(String target, byte[] body) {
        this.target = target;
        this.body = body;
        this.service = service(target);
    }

    private static Service service(String target) {
        for (Service service : Service.values()) {
            if (!service.target().isEmpty() && target.startsWith(service.target() + ".")) {
                return service;
            }
        }
        return null;
    }

    @Override
    public Service service() {
        return service;
    }

    @Override
    public String operation() {
        return target.substring(target.indexOf('.') + 1);
    }

    @Override
    public JsonNode input() {
        JsonNode input;
        try {
            input = body.length == 0 ? Json.object() : Json.parse(body);
        } catch (JacksonException e) {
            throw new AwsError("SerializationException", "The request body is not JSON.");
        }
        if (!input.isObject()) {
            throw new AwsError("SerializationException", "The request body is not a JSON object.");
        }
        return input;
    }

    @Override
    public Answer success(ObjectNode result, String requestId) {
        // The JSON protocols answer an operation without output by an empty body, SSM and its like by {}.
        String text = result == null ? "" : Json.text(result);
        return new Answer(200, contentType(), Map.of("x-amzn-RequestId", requestId), text);
    }

    @Override
    public Answer failure(AwsError error, String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-amzn-RequestId", requestId);
        ObjectNode text = Json.object();
        if (service == Service.SQS) {
            // SQS moved from the query protocol; this header carries the code that older programs still compare.
            headers.put("x-amzn-query-error", error.queryCode() + (error.sender() ? ";Sender" : ";Receiver"));
            text.put("__type", "com.amazonaws.sqs#" + error.code());
        } else {
            text.put("__type", error.code());
        }
        if (error.getMessage() != null) {
            text.put("message", error.getMessage());
        }
        // The JSON protocols say 400 for whatever the sender did wrong.
        return new Answer(error.sender() ? 400 : error.status(), contentType(), headers, Json.text(text));
    }

    @Override
    public AwsError unknownOperation() {
        return new AwsError(
                "UnknownOperationException", "InvalidAction", 400, "This endpoint has no operation " + target + ".");
    }

    @Override
    public AwsError unsigned() {
        return new AwsError(
                "MissingAuthenticationTokenException",
                "MissingAuthenticationToken",
                400,
                "Missing Authentication Token");
    }

    @Override
    public AwsError wrongScope() {
        return new AwsError(
                "InvalidSignatureException",
                "SignatureDoesNotMatch",
                400,
                "Credential should be scoped to correct service: '" + service.scope() + "'.");
    }

    private String contentType() {
        return "application/x-amz-json-" + (service == null ? "1.1" : service.jsonVersion());
    }
}
