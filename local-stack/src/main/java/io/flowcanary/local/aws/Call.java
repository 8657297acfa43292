package io.flowcanary.local.aws;

import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * One operation asked for, in the shape of the service's model whichever protocol carried it. The query
 * protocol knows only strings, so numbers and flags are also read from text.
 */
record Call(Service service, String operation, JsonNode input, String region, String origin) {

    /** The member's text; null when absent. */
    String text(String member) {
        JsonNode value = input.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw wrongType(member);
        }
        return value.stringValue();
    }

    String text(String member, String otherwise) {
        String value = text(member);
        return value == null ? otherwise : value;
    }

    OptionalInt integer(String member) {
        JsonNode value = input.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(value.isIntegralNumber() ? value.intValue() : Integer.parseInt(value.asString()));
        } catch (RuntimeException e) {
            throw wrongType(member);
        }
    }

    /** The member's number within bounds, or the given one when absent. */
    int integer(String member, int otherwise, int least, int most) {
        int value = integer(member).orElse(otherwise);
        if (value < least || value > most) {
            throw service.invalid("Value " + value + " for parameter " + member
                    + " is invalid. Reason: Must be between " + least + " and " + most + ", if provided.");
        }
        return value;
    }

    boolean flag(String member) {
        return switch (input.path(member).asString("")) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw wrongType(member);
        };
    }

    /** The same call about one entry of a batch. */
    Call about(JsonNode entry) {
        return new Call(service, operation, entry, region, origin);
    }

    private AwsError wrongType(String member) {
        String code = service == Service.SQS ? "InvalidParameterValue" : "MalformedInput";
        return new AwsError("SerializationException", code, 400, "The value of " + member + " has the wrong type.");
    }
}
