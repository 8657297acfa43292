package io.flowcanary.topology;

import io.flowcanary.record.Command;
import io.flowcanary.record.Message;
import io.flowcanary.record.Messages;
import io.flowcanary.record.UnusableRecordException;
import io.flowcanary.rollout.Decision;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets each command change its canary's rollout at once. */
final class ObeyCommands implements Processor<String, byte[], String, Message> {
    private static final Logger LOG = LoggerFactory.getLogger(ObeyCommands.class);

    private final TopologySettings settings;
    private ProcessorContext<String, Message> context;
    private Canaries canaries;
    private SourceWatermarks watermarks;

    ObeyCommands(TopologySettings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<String, Message> taskContext) {
        context = taskContext;
        canaries = new Canaries(context);
        watermarks = new SourceWatermarks(Store.WATERMARKS.of(context), settings.sourcePartitions());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        try {
            if (record.value() == null) {
                throw new UnusableRecordException("empty-record", "the record has no value");
            }
            Command command = Messages.read(record.value(), Command.class);
            if (command.canary() == null || !command.canary().equals(record.key())) {
                throw new UnusableRecordException(
                        "wrong-key", "a command's key must be its canary, or the wrong task gets it");
            }
            obey(command);
        } catch (UnusableRecordException problem) {
            canaries.forward(null, Burial.letter(problem, record.value(), context), CanaryTopology.BURY_TALLIES);
        }
    }

    private void obey(Command command) {
        String canary = command.canary();
        Decision decision = Canaries.MACHINE.command(
                canaries.state(canary),
                command,
                watermarks.instant(),
                parameter -> canaries.parameterTaken(parameter, canary));
        decision.refusal()
                .ifPresent(why ->
                        LOG.warn("refused {} by {}: {}", command.getClass().getSimpleName(), command.actor(), why));
        canaries.take(canary, decision);
        // Commands are rare, and somebody waits: what they change need not wait for the interval.
        context.commit();
    }
}
