package io.flowcanary.act;

import io.flowcanary.record.Command;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.ShareTrouble;
import io.flowcanary.topics.Topic;
import java.time.Clock;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Tells the judge's task what became of the parameter. The ids derive from canary, epoch and version, so telling twice, from here
 * or from another instance, is telling once. Each call returns once the brokers have the command.
 */
final class Report {
    private static final String ACTOR = "flow-canary";

    private final Producer<String, byte[]> producer;
    private final Clock clock;

    Report(Producer<String, byte[]> producer, Clock clock) {
        this.producer = producer;
        this.clock = clock;
    }

    void applied(Rollout wanted, long version) {
        send(new Command.Applied(
                "applied-" + wanted.epoch() + "-" + version,
                wanted.canary(),
                clock.instant(),
                ACTOR,
                "read back from " + wanted.policy().parameter(),
                wanted.epoch(),
                wanted.share(),
                version));
    }

    /** What the rollout says already is not told again: the judge's task knows. */
    void notInForce(Rollout wanted, ShareTrouble trouble) {
        send(new Command.NotInForce(
                "not-in-force-" + wanted.epoch() + "-" + trouble.since(),
                wanted.canary(),
                clock.instant(),
                ACTOR,
                "tried since " + trouble.since(),
                wanted.epoch(),
                wanted.share(),
                trouble));
    }

    void externalChange(Rollout wanted, ShareDecision.Foreign foreign) {
        String hand = foreign.rival() == null ? "somebody else" : "the rollout of '" + foreign.rival() + "'";
        send(new Command.ExternalChange(
                "external-" + wanted.epoch() + "-" + foreign.parameterVersion(),
                wanted.canary(),
                clock.instant(),
                ACTOR,
                hand + " wrote " + foreign.value(),
                wanted.epoch(),
                foreign.value(),
                foreign.parameterVersion()));
    }

    private void send(Command command) {
        IntentLog.await(producer.send(
                new ProducerRecord<>(Topic.COMMANDS.topicName(), command.canary(), Messages.write(command))));
    }
}
