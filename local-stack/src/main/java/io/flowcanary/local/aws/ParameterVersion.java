package io.flowcanary.local.aws;

import java.time.Instant;

/** One version of an SSM parameter. The description is null when the writer gave none. */
public record ParameterVersion(String value, long version, String description, Instant lastModified) {}
