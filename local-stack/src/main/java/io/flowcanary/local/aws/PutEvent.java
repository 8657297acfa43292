package io.flowcanary.local.aws;

import java.time.Instant;

/** One event that PutEvents accepted; {@code detail} is the JSON text exactly as it was sent. */
public record PutEvent(String source, String detailType, String detail, String bus, Instant time) {}
