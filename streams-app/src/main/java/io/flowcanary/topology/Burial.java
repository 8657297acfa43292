package io.flowcanary.topology;

import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.bridge.envelope.Redaction;
import io.flowcanary.record.DeadLetter;
import io.flowcanary.record.UnusableRecordException;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Makes the dead letter of a record that the stream could not use. */
final class Burial {
    private static final Redaction REDACTION = new Redaction(AttributeNames.DEFAULT);

    private Burial() {}

    static DeadLetter letter(UnusableRecordException problem, byte[] value, ProcessorContext<?, ?> context) {
        String origin = context.recordMetadata().map(Burial::origin).orElse("unknown");
        return new DeadLetter(
                problem.reason(),
                problem.getMessage(),
                "streams",
                origin,
                Instant.ofEpochMilli(context.currentSystemTimeMs()),
                value == null ? "" : REDACTION.redact(value));
    }

    private static String origin(RecordMetadata at) {
        return at.topic() + '-' + at.partition() + '@' + at.offset();
    }
}
