package io.flowcanary.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;

/**
 * How the source is doing.
 *
 * @param countedUpTo the watermark; null while a partition has not reported
 * @param age how old the watermark is by the service's clock; null without one
 * @param fresh whether it is no older than event time may stand still; else what is shown may no longer be so
 * @param lag records that wait in the source; null when the broker did not tell
 * @param lagUnknown why it did not; null when it did
 * @param partitions source partitions that have reported
 * @param of source partitions that there are
 * @param events records by what became of them, as in {@link Progress}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceStatus(
        Instant countedUpTo,
        Duration age,
        boolean fresh,
        Long lag,
        String lagUnknown,
        int partitions,
        int of,
        SortedMap<String, Long> events) {

    /**
     * @param now by the service's clock
     * @param freshFor how old the watermark may be
     */
    public static SourceStatus of(Progress progress, Instant now, Duration freshFor, Lag.Waiting waiting) {
        Instant w = progress.countedUpTo();
        Duration age = w == null ? null : Duration.between(w, now);
        return new SourceStatus(
                w,
                age,
                age != null && age.compareTo(freshFor) <= 0,
                waiting.records(),
                waiting.unknown(),
                progress.partitions(),
                progress.of(),
                progress.events());
    }
}
