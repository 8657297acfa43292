package io.flowcanary.bridge;

import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.bridge.envelope.EnvelopeParser;
import io.flowcanary.bridge.envelope.EnvelopeReader;
import io.flowcanary.bridge.envelope.Excerpt;
import io.flowcanary.bridge.envelope.Found;
import io.flowcanary.bridge.envelope.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is written of messages: of each event an {@link Excerpt}, of what cannot be read its redacted structure, of other topics
 * nothing; or, raw, each message as it is. For one thread.
 */
public final class Transcript {
    private static final int LONGEST = 1 << 20;

    private final EnvelopeParser parser;
    private final Excerpt excerpt;
    private final boolean raw;
    private final Clock clock;
    private long messages;
    private long events;
    private long skipped;
    private long unreadable;

    /**
     * What was recorded so far.
     *
     * @param messages all that were received
     * @param events events in them that some metric reads
     * @param skipped events of other topics, or without the gate's attributes
     * @param unreadable what could not be read
     */
    public record Counts(long messages, long events, long skipped, long unreadable) {}

    Transcript(AttributeNames names, boolean raw, Clock clock) {
        this.parser = new EnvelopeParser(names);
        this.excerpt = new Excerpt(names);
        this.raw = raw;
        this.clock = clock;
    }

    /** The lines to write for these messages. */
    List<String> lines(List<Message> received) {
        List<String> lines = new ArrayList<>();
        for (Message message : received) {
            messages++;
            if (raw) {
                lines.add(message.body());
            }
            EnvelopeReader.forEach(
                    message.body().getBytes(StandardCharsets.UTF_8), LONGEST, found -> add(found, lines));
        }
        return lines;
    }

    Counts counts() {
        return new Counts(messages, events, skipped, unreadable);
    }

    private void add(Found found, List<String> lines) {
        Instant now = clock.instant();
        Parsed parsed = parser.parse(found, now);
        String line = null;
        if (parsed instanceof Parsed.Unusable unusable) {
            unreadable++;
            line = unusable.redactedPayload();
        } else if (parsed instanceof Parsed.Event) {
            events++;
            ObjectNode kept = excerpt.of(found.value());
            line = (kept.has("time") ? kept : kept.put("time", now.toString())).toString();
        } else {
            skipped++;
        }
        if (!raw && line != null) {
            lines.add(line);
        }
    }
}
