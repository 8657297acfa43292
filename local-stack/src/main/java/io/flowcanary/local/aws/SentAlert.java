package io.flowcanary.local.aws;

import java.time.Instant;
import java.util.Map;

/**
 * One accepted SNS publish.
 *
 * @param subject null when the publisher gave none
 * @param attributes the message attributes of type String
 */
public record SentAlert(
        String topicArn,
        String subject,
        String message,
        Map<String, String> attributes,
        String messageId,
        Instant at) {}
