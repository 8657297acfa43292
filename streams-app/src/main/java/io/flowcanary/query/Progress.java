package io.flowcanary.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.SortedMap;

/**
 * How far the source has been counted, and what became of every record read from it.
 *
 * @param countedUpTo the watermark; null while a partition has not reported
 * @param partitions source partitions that have reported
 * @param of source partitions that there are
 * @param events records by what became of them: {@code counted}, {@code heartbeat}, {@code skipped.*},
 *     {@code dead-letter.*}; as of each partition's last flush
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Progress(Instant countedUpTo, int partitions, int of, SortedMap<String, Long> events) {}
