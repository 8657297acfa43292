package io.flowcanary.replay;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.flowcanary.tally.VersionTally;
import java.util.SortedMap;

/**
 * What became of all envelopes of a recording.
 *
 * @param type always {@code summary}
 * @param versions the policy's canary, version by version; late facts are included, and also told apart
 * @param counted events that changed a conversation
 * @param skipped envelopes and events that count for nothing, by name
 * @param deadLettered envelopes and events that could not be used
 */
@JsonPropertyOrder({"type", "versions", "counted", "skipped", "deadLettered"})
public record ReplaySummary(
        String type,
        SortedMap<String, VersionTally> versions,
        long counted,
        SortedMap<String, Long> skipped,
        long deadLettered) {

    /** All that was read: counted, skipped or dead-lettered. */
    public long consumed() {
        return counted + skipped.values().stream().mapToLong(Long::longValue).sum() + deadLettered;
    }
}
