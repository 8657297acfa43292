package io.flowcanary.act;

import java.time.Instant;

/**
 * One write of a parameter, as the store remembers it.
 *
 * @param number rises by one with every write
 * @param value what was written
 * @param description what the writer said about it; null when nothing, or when only the current value was read
 * @param modified when, by the store's clock
 */
record ParameterVersion(long number, String value, String description, Instant modified) {}
