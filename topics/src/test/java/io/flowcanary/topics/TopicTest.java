package io.flowcanary.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class TopicTest {
    @Test
    void commandsAndTalliesOfOneCanaryMeetInOneTask() {
        assertThat(Topic.COMMANDS.partitions()).isEqualTo(Topic.TALLIES.partitions());
    }

    @Test
    void aKeyBelongsWhereKafkasProducerPutsIt() {
        for (String key : List.of("", "c-1", "7f0c9d2e-5f0a-4d0f-9a35-0e4d1d9ab001", "Zürich")) {
            assertThat(Topic.CONVERSATION_EVENTS.partitionOf(key))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), 12));
        }
    }

    @Test
    void theContractIsThis() {
        StringBuilder contract = new StringBuilder();
        for (Topic topic : Topic.values()) {
            contract.append(topic.topicName())
                    .append(' ')
                    .append(topic.partitions())
                    .append(' ')
                    .append(topic.config())
                    .append('\n');
        }

        assertThat(contract).hasToString("""
                        genesys.conversation-events 12 {cleanup.policy=delete, retention.ms=604800000}
                        canary.tallies 6 {cleanup.policy=delete, retention.ms=86400000}
                        canary.commands 6 {cleanup.policy=delete, retention.ms=7776000000}
                        canary.answers 6 {cleanup.policy=delete, retention.ms=7776000000}
                        canary.rollouts 6 {cleanup.policy=compact, retention.ms=-1}
                        canary.verdicts 6 {cleanup.policy=delete, retention.ms=7776000000}
                        canary.outcomes 12 {cleanup.policy=compact,delete, retention.ms=2592000000}
                        canary.intents 6 {cleanup.policy=delete, retention.ms=604800000}
                        canary.dead-letters 3 {cleanup.policy=delete, retention.ms=2592000000}
                        """);
    }
}
