package io.flowcanary.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.topics.Topic;
import io.flowcanary.topics.TopicAdmin;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicAdminIT {
    @TempDir
    static Path directory;

    @AutoClose
    private static LocalKafka kafka;

    @AutoClose
    private static Admin admin;

    private static TopicAdmin topics;

    @BeforeAll
    static void start() {
        // A broker starts wherever the machine is.
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        kafka = LocalKafka.start(directory.resolve("kafka"));
        admin = kafka.admin();
        topics = new TopicAdmin(admin);
    }

    @Test
    void createsWhatIsMissingAndNothingTwiceAndReportsADifferentTopicWithoutChangingIt() throws Exception {
        assertThat(topics.check()).isEmpty();
        assertThat(topics.create(1)).isEmpty();

        admin.deleteTopics(List.of(Topic.INTENTS.topicName())).all().get();
        assertThat(topics.check()).hasToString("[canary.intents: topic is missing, expected present]");
        assertThat(topics.create(1)).containsExactly(Topic.INTENTS);
        assertThat(topics.check()).isEmpty();

        admin.createPartitions(Map.of(Topic.DEAD_LETTERS.topicName(), NewPartitions.increaseTo(5)))
                .all()
                .get();
        ConfigResource verdicts = new ConfigResource(ConfigResource.Type.TOPIC, Topic.VERDICTS.topicName());
        admin.incrementalAlterConfigs(Map.of(
                        verdicts,
                        List.of(new AlterConfigOp(new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET))))
                .all()
                .get();

        assertThat(topics.create(1)).isEmpty();
        assertThat(topics.check())
                .hasToString("[canary.dead-letters: partitions is 5, expected 3, "
                        + "canary.verdicts: retention.ms is 1000, expected 7776000000]");
    }
}
