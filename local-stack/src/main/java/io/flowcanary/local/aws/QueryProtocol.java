package io.flowcanary.local.aws;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The older query protocol: a form with an Action in, XML out. */
final class QueryProtocol implements Protocol {
    private final Map<String, String> form;
    private final Service service;

    /** {@code owner} is the service that has the Action, or null when none has. */
    QueryProtocol(Map<String, String> form, Service owner) {
        this.form = form;
        this.service = owner;
    }

    @Override
    public Service service() {
        return service;
    }

    @Override
    public String operation() {
        return form.getOrDefault("Action", "");
    }

    @Override
    public JsonNode input() {
        return QueryForm.members(service, form);
    }

    @Override
    public Answer success(ObjectNode result, String requestId) {
        return answer(200, QueryXml.success(service, operation(), result, requestId), requestId);
    }

    @Override
    public Answer failure(AwsError error, String requestId) {
        return answer(error.status(), QueryXml.failure(service, error, requestId), requestId);
    }

    @Override
    public AwsError unknownOperation() {
        String message = operation().isEmpty()
                ? "The request has neither an X-Amz-Target header nor an Action."
                : "The action " + operation() + " is not valid for this endpoint.";
        return new AwsError("InvalidAction", message);
    }

    @Override
    public AwsError unsigned() {
        return new AwsError(
                "MissingAuthenticationToken",
                "MissingAuthenticationToken",
                403,
                "Request is missing Authentication Token");
    }

    @Override
    public AwsError wrongScope() {
        return new AwsError(
                "SignatureDoesNotMatch",
                "SignatureDoesNotMatch",
                403,
                "Credential should be scoped to correct service: '" + service.scope() + "'.");
    }

    private static Answer answer(int status, byte[] xml, String requestId) {
        return new Answer(
                status, "text/xml", Map.of("x-amzn-RequestId", requestId), new String(xml, StandardCharsets.UTF_8));
    }
}
