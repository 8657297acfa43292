package io.flowcanary.topology;

import io.flowcanary.assemble.AssembleSettings;
import io.flowcanary.assemble.PartitionAssembler;
import io.flowcanary.assemble.PartitionOutput;
import io.flowcanary.record.DeadLetter;
import io.flowcanary.record.Message;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Outcome;
import io.flowcanary.record.SourceRecord;
import io.flowcanary.record.TallyRecord;
import io.flowcanary.record.Totals;
import io.flowcanary.record.UnusableRecordException;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Feeds one source partition to its assembler, and lets it flush and forget from time to time. */
final class AssembleConversations implements Processor<String, byte[], String, Message>, PartitionOutput {
    private static final Duration FORGET_INTERVAL = Duration.ofMinutes(1);

    private final AssembleSettings settings;
    private final Duration flushInterval;
    private ProcessorContext<String, Message> context;
    private PartitionAssembler assembler;

    AssembleConversations(AssembleSettings settings, Duration flushInterval) {
        this.settings = settings;
        this.flushInterval = flushInterval;
    }

    @Override
    public void init(ProcessorContext<String, Message> taskContext) {
        context = taskContext;
        assembler =
                new PartitionAssembler(context.taskId().partition(), settings, new StoredPartitionState(context), this);
        context.schedule(flushInterval, PunctuationType.WALL_CLOCK_TIME, at -> assembler.flush());
        context.schedule(FORGET_INTERVAL, PunctuationType.WALL_CLOCK_TIME, at -> assembler.forget());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        try {
            if (record.value() == null) {
                throw new UnusableRecordException("empty-record", "the record has no value");
            }
            assembler.accept(Messages.read(record.value(), SourceRecord.class));
        } catch (UnusableRecordException problem) {
            assembler.buried(problem.reason());
            bury(Burial.letter(problem, record.value(), context));
        }
    }

    @Override
    public void tally(TallyRecord record) {
        String canary = record instanceof Totals totals ? totals.canary() : null;
        forward(canary, record, CanaryTopology.WRITE_TALLIES);
    }

    @Override
    public void outcome(Outcome outcome) {
        forward(outcome.conversationId(), outcome, CanaryTopology.WRITE_OUTCOMES);
    }

    private void bury(DeadLetter letter) {
        forward(null, letter, CanaryTopology.BURY_EVENTS);
    }

    private void forward(String key, Message message, String child) {
        context.forward(new Record<>(key, message, context.currentSystemTimeMs()), child);
    }
}
