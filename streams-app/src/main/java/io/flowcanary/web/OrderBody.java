package io.flowcanary.web;

import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The JSON body of an order: an object, or nothing. What cannot be read is a 400 that names the field. */
record OrderBody(JsonNode fields) {
    private static final List<String> OF_EVERY_ORDER = List.of("reason", "actor");
    private static final int LONGEST_TEXT = 1_000;

    /** @param own the fields that this kind of order has besides those that all have */
    static OrderBody of(Context context, String... own) {
        byte[] bytes = context.bodyAsBytes();
        JsonNode fields = bytes.length == 0 ? JsonNodeFactory.instance.objectNode() : parsed(bytes);
        if (!fields.isObject()) {
            throw ProblemException.badRequest("the body", fields.toString(), "a JSON object");
        }
        Set<String> known =
                Stream.concat(OF_EVERY_ORDER.stream(), Stream.of(own)).collect(Collectors.toSet());
        for (String name : fields.propertyNames()) {
            if (!known.contains(name)) {
                throw ProblemException.badRequest(
                        "the body's field", name, known.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
        return new OrderBody(fields);
    }

    private static JsonNode parsed(byte[] bytes) {
        try {
            return Messages.json().readTree(bytes);
        } catch (JacksonException e) {
            throw new ProblemException(
                    400,
                    "bad-request",
                    "The request cannot be understood",
                    "the body: no JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + "; expected a JSON object");
        }
    }

    /** Null when it is absent. */
    String text(String name) {
        JsonNode field = fields.path(name);
        if (field.isMissingNode() || field.isNull()) {
            return null;
        }
        if (!field.isString() || field.stringValue().length() > LONGEST_TEXT) {
            throw wrong(name, "a text of at most " + LONGEST_TEXT + " characters");
        }
        return field.stringValue();
    }

    /** Null when it is absent. */
    Long number(String name) {
        JsonNode field = fields.path(name);
        if (field.isMissingNode() || field.isNull()) {
            return null;
        }
        if (!field.canConvertToLong() || !field.isIntegralNumber()) {
            throw wrong(name, "a whole number");
        }
        return field.longValue();
    }

    boolean flag(String name) {
        JsonNode field = fields.path(name);
        if (field.isMissingNode() || field.isNull()) {
            return false;
        }
        if (!field.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return field.booleanValue();
    }

    Duration duration(String name) {
        String text = text(name);
        try {
            if (text != null) {
                return Duration.parse(text);
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw wrong(name, "an ISO 8601 duration such as PT20M");
    }

    /**
     * A policy as an object or as the YAML that people write.
     *
     * @throws io.flowcanary.record.InvalidPolicyException when it is none; the message says where and what is allowed
     */
    Policy policy(String canary) {
        JsonNode field = fields.path("policy");
        if (!field.isObject() && !field.isString()) {
            throw wrong("policy", "an object, or a text with the YAML document");
        }
        Policy policy = PolicyYaml.read(field.isString() ? field.stringValue() : field.toString());
        if (!policy.canary().equals(canary)) {
            throw ProblemException.badRequest(
                    "the body's field 'policy.canary'", policy.canary(), "'" + canary + "', as in the path");
        }
        return policy;
    }

    private ProblemException wrong(String name, String allowed) {
        JsonNode field = fields.path(name);
        return ProblemException.badRequest(
                "the body's field '" + name + "'", field.isMissingNode() ? null : field.toString(), allowed);
    }
}
