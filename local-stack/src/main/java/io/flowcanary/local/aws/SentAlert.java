package io.flowcanary.local.aws;

import java.time.Instant;

/** One accepted SNS publish. The subject is null when the publisher gave none. */
public record SentAlert(String topicArn, String subject, String message, String messageId, Instant at) {}
