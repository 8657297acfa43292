package io.flowcanary.bridge.envelope;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What comes instead of an envelope often enough to be known, and cannot be read.
 *
 * @param reason a dead letter's
 * @param advice what it is, and what to change
 */
record Foreign(String reason, String advice) {
    /** What this value is, by the fields that it has; empty when nobody knows. */
    static Optional<Foreign> of(JsonNode value) {
        String type = value.path("Type").asString("");
        if (type.equals("SubscriptionConfirmation") || type.equals("UnsubscribeConfirmation")) {
            return known(
                    "sns-confirmation",
                    "SNS asks to confirm a subscription, and sends no event before: run aws sns confirm-subscription");
        }
        if (value.path("eventSource").asString("").equals("aws:s3")
                || value.path("source").asString("").equals("aws.s3")) {
            return known("s3-notification", "S3 names a file and sends no event: read the file itself");
        }
        if (value.has("eventTime") && value.has("conversationId") && !value.has("topicName")) {
            return known(
                    "event-body-alone",
                    "only the topic's name tells what happened: send the whole event, without the input path"
                            + " $.detail.eventBody");
        }
        if (value.path("requestContext").isObject() && value.has("body")) {
            return known("http-request", "a request to an API or a function's URL: give its body");
        }
        return Optional.empty();
    }

    private static Optional<Foreign> known(String reason, String advice) {
        return Optional.of(new Foreign(reason, advice));
    }
}
