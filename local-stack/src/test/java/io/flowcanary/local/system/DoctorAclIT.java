package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.doctor.Finding;
import io.flowcanary.doctor.Finding.Level;
import io.flowcanary.doctor.KafkaDoctor;
import io.flowcanary.local.kafka.LocalKafka;
import io.flowcanary.topics.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of a broker that denies, until each thing is granted as it said. */
class DoctorAclIT {
    private static final String USER = "streams";
    private static final String APPLICATION = "our-canaries";

    @TempDir
    Path directory;

    @AutoClose
    private LocalKafka kafka;

    @AutoClose
    private Admin root;

    @AutoClose
    private Admin user;

    @BeforeEach
    void start() {
        kafka = LocalKafka.startGuarded(directory, USER);
        root = kafka.admin();
        user = Admin.create(client());
    }

    @Test
    void eachDenialIsReportedWithTheCommandThatGrantsIt() throws Exception {
        assertThat(find("permissions").how())
                .contains("READ on topic genesys.conversation-events", "READ and WRITE on topic canary.commands");
        assertThat(find("topics").todo()).contains("may only be hidden");

        for (Topic topic : Topic.values()) {
            allow(ResourceType.TOPIC, topic.topicName(), PatternType.LITERAL, AclOperation.DESCRIBE_CONFIGS);
            if (topic != Topic.COMMANDS) {
                allow(
                        ResourceType.TOPIC,
                        topic.topicName(),
                        PatternType.LITERAL,
                        AclOperation.READ,
                        AclOperation.WRITE);
            }
        }
        allow(ResourceType.TOPIC, Topic.COMMANDS.topicName(), PatternType.LITERAL, AclOperation.READ);
        String create = "CREATE and READ and WRITE on topics that begin with our-canaries-";
        becomes("permissions", "this user lacks WRITE on topic canary.commands, " + create);
        assertThat(find("permissions").todo())
                .startsWith("grant it as Kafka's administrator: kafka-acls --bootstrap-server " + kafka.guardedServers()
                        + " --add --allow-principal User:NAME --operation write --topic canary.commands;");
        allow(ResourceType.TOPIC, Topic.COMMANDS.topicName(), PatternType.LITERAL, AclOperation.WRITE);
        becomes("permissions", "this user lacks " + create);
        assertThat(find("permissions").todo())
                .endsWith("--operation create --operation read --operation write"
                        + " --resource-pattern-type prefixed --topic our-canaries-");
        allow(ResourceType.TOPIC, APPLICATION + "-", PatternType.PREFIXED, AclOperation.CREATE);
        await().until(() -> find("permissions").level() == Level.OK);
        assertThat(root.listTopics().names().get()).doesNotContain(APPLICATION + "-doctor");

        assertThat(find("groups").how())
                .isEqualTo("this user lacks READ on group our-canaries, READ on group flow-canary-keeper,"
                        + " READ on group flow-canary-announcer");
        assertThat(find("groups").todo()).contains("--operation read --group our-canaries;");
        allow(ResourceType.GROUP, APPLICATION, PatternType.LITERAL, AclOperation.READ);
        allow(ResourceType.GROUP, "flow-canary-", PatternType.PREFIXED, AclOperation.DESCRIBE);
        becomes("groups", "this user lacks READ on group flow-canary-keeper, READ on group flow-canary-announcer");
        allow(ResourceType.GROUP, "flow-canary-", PatternType.PREFIXED, AclOperation.READ);
        await().until(() -> find("groups").level() == Level.OK);

        assertThat(find("transactions").how())
                .isEqualTo("this user lacks DESCRIBE and WRITE on transactional ids that begin with our-canaries-");
        assertThat(find("transactions").todo())
                .endsWith("--operation describe --operation write --resource-pattern-type prefixed"
                        + " --transactional-id our-canaries-");
        allow(ResourceType.TRANSACTIONAL_ID, APPLICATION + "-", PatternType.PREFIXED, AclOperation.WRITE);
        await().until(() -> find("transactions").level() == Level.OK);

        assertThat(findings()).extracting(Finding::level).doesNotContain(Level.FAIL);
    }

    @Test
    void aRunningGroupIsAskedAndNotDisturbed() throws Exception {
        try (KafkaConsumer<String, String> member = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", APPLICATION),
                new StringDeserializer(),
                new StringDeserializer())) {
            member.subscribe(List.of(Topic.COMMANDS.topicName()));
            await().until(() -> {
                member.poll(Duration.ofMillis(100));
                return !member.assignment().isEmpty();
            });
            int generation = member.groupMetadata().generationId();
            allow(ResourceType.GROUP, APPLICATION, PatternType.LITERAL, AclOperation.DESCRIBE);
            becomesMore("groups", "READ on group our-canaries,");

            allow(ResourceType.GROUP, APPLICATION, PatternType.LITERAL, AclOperation.READ);

            await().until(() -> !find("groups").how().contains("group our-canaries,"));
            member.poll(Duration.ofMillis(100));
            assertThat(member.groupMetadata().generationId()).isEqualTo(generation);
        }
    }

    private void becomes(String what, String how) {
        await().untilAsserted(() -> assertThat(find(what).how()).isEqualTo(how));
    }

    private void becomesMore(String what, String part) {
        await().untilAsserted(() -> assertThat(find(what).how()).contains(part));
    }

    private Finding find(String what) {
        return findings().stream()
                .filter(finding -> finding.what().equals(what))
                .findFirst()
                .orElseThrow();
    }

    private List<Finding> findings() {
        return new KafkaDoctor(user, kafka.guardedServers(), APPLICATION).findings();
    }

    private void allow(ResourceType type, String name, PatternType pattern, AclOperation... operations)
            throws ExecutionException, InterruptedException {
        root.createAcls(Arrays.stream(operations)
                        .map(operation -> new AclBinding(
                                new ResourcePattern(type, name, pattern),
                                new AccessControlEntry("User:" + USER, "*", operation, AclPermissionType.ALLOW)))
                        .toList())
                .all()
                .get();
    }

    private Map<String, Object> client() {
        return Map.of(
                "bootstrap.servers",
                kafka.guardedServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + USER + "\" password=\""
                        + USER + "\";");
    }
}
