package io.flowcanary.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;

/**
 * How the source is doing.
 *
 * @param countedUpTo W; null while a partition has not spoken
 * @param age how old W is by the service's clock; null without one
 * @param lag records that wait in the source; null when the broker did not tell
 * @param lagUnknown why it did not; null when it did
 * @param partitions source partitions that have spoken
 * @param of source partitions that there are
 * @param events records by what became of them, as in {@link Progress}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceStatus(
        Instant countedUpTo,
        Duration age,
        Long lag,
        String lagUnknown,
        int partitions,
        int of,
        SortedMap<String, Long> events) {

    /** @param now by the service's clock */
    public static SourceStatus of(Progress progress, Instant now, Lag.Waiting waiting) {
        Instant w = progress.countedUpTo();
        return new SourceStatus(
                w,
                w == null ? null : Duration.between(w, now),
                waiting.records(),
                waiting.unknown(),
                progress.partitions(),
                progress.of(),
                progress.events());
    }
}
