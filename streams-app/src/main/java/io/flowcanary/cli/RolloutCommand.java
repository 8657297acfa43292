package io.flowcanary.cli;

import io.flowcanary.record.Command;
import io.flowcanary.record.Messages;
import io.flowcanary.topics.Topic;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command to one canary's rollout, by way of {@code canary.commands}. */
abstract class RolloutCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    private final Function<Map<String, Object>, Producer<String, byte[]>> producers;

    @Option(names = "--reason", description = "Why, for those who read the history.")
    String reason;

    @Option(
            names = "--actor",
            defaultValue = "${sys:user.name}",
            description = "Who, for those who read the history. Default: ${DEFAULT-VALUE}")
    String actor;

    RolloutCommand() {
        this(config -> new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()));
    }

    RolloutCommand(Function<Map<String, Object>, Producer<String, byte[]>> producers) {
        this.producers = producers;
    }

    /** The command, from this id and clock. */
    abstract Command command(String id, Clock clock) throws Exception;

    @Override
    public Integer call() throws Exception {
        Command command = command(UUID.randomUUID().toString(), Clock.systemUTC());
        try (Producer<String, byte[]> producer = producers.apply(kafka.client())) {
            producer.send(new ProducerRecord<>(Topic.COMMANDS.topicName(), command.canary(), Messages.write(command)))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Kafka did not take the command: " + e.getCause().getMessage(), e);
        }
        spec.commandLine()
                .getOut()
                .println("sent to " + command.canary() + "; see /api/v1/canaries/" + command.canary());
        return 0;
    }
}
