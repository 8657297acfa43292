package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.bridge.BridgeService;
import io.flowcanary.bridge.BridgeSettings;
import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.bridge.envelope.EnvelopeParser;
import io.flowcanary.bridge.envelope.Parsed;
import io.flowcanary.local.centre.CentreSettings;
import io.flowcanary.local.centre.Recording;
import io.flowcanary.local.centre.Scenario;
import io.flowcanary.local.centre.Share;
import io.flowcanary.local.clock.ScaledClock;
import io.flowcanary.local.kafka.LocalKafka;
import io.flowcanary.record.EventKind;
import io.flowcanary.record.Messages;
import io.flowcanary.setup.Wishes;
import io.flowcanary.topics.Topic;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** From nothing to Kafka: what setup made and said is all that the bridge is given. */
class SetupToKafkaIT {
    private static final Instant BEGIN = Instant.parse("2026-01-15T10:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DETAIL_TYPE = "v2.detail.events.conversation.{id}.";

    /** What enters at the bus, and how much of it must come out where. */
    private record Traffic(List<String> envelopes, int matched, int counted) {}

    @TempDir
    Path directory;

    @AutoClose
    private AnAccount account;

    @AutoClose
    private LocalKafka kafka;

    @BeforeEach
    void open() {
        account = new AnAccount();
        kafka = LocalKafka.start(directory.resolve("kafka"));
    }

    @Test
    void everyEventThatCountsComesThroughTheQueueOnce() {
        Traffic traffic = traffic(400);
        account.apply(AnAccount.toAQueue());

        try (BridgeService bridge = bridge(AnAccount.toAQueue(), Map.of())) {
            traffic.envelopes().forEach(envelope -> account.aws.putOnBus(AnAccount.SOURCE, envelope));

            assertArrives(bridge, traffic);
        }
    }

    @Test
    void everyEventThatCountsIsPostedToTheEndpointOnce() {
        Traffic traffic = traffic(60);
        Map<String, String> key = Map.of("BRIDGE_API_KEY", AnAccount.key().value());
        Wishes unknown = AnAccount.toAnEndpoint(URI.create("http://127.0.0.1:1/events"));

        try (BridgeService bridge = bridge(unknown, key)) {
            account.apply(AnAccount.toAnEndpoint(URI.create("http://127.0.0.1:" + bridge.port() + "/events")));
            traffic.envelopes().forEach(envelope -> account.aws.putOnBus(AnAccount.SOURCE, envelope));

            assertArrives(bridge, traffic);
        }
    }

    private void assertArrives(BridgeService bridge, Traffic traffic) {
        await().atMost(PATIENCE).until(() -> new Service(bridge.port()).count("received") >= traffic.matched());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(eventsInKafka()).isEqualTo(traffic.counted()));
        assertThat(new Service(bridge.port()).count("received")).isEqualTo(traffic.matched());
        assertThat(traffic.counted()).isGreaterThan(300).isLessThan(traffic.matched());
        assertThat(traffic.matched()).isLessThan(traffic.envelopes().size());
    }

    /** Its settings are the lines that setup prints, and where the tests' own broker and account are. */
    private BridgeService bridge(Wishes wishes, Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(more);
        account.setup.settings(wishes).get("bridge").forEach(line -> {
            int equals = line.indexOf('=');
            variables.put(line.substring(0, equals), line.substring(equals + 1));
        });
        variables.put("AWS_ENDPOINT_URL", account.aws.endpoint().toString());
        variables.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        variables.put("BRIDGE_HTTP_HOST", "127.0.0.1");
        variables.put("BRIDGE_HTTP_PORT", "0");
        return BridgeService.start(BridgeSettings.from(variables), new ScaledClock(BEGIN.plus(Duration.ofHours(3)), 1));
    }

    private static Traffic traffic(int callsPerHour) {
        StringWriter written = new StringWriter();
        CentreSettings settings =
                CentreSettings.of(Scenario.TRANSFERS).withSeed(5).withCallsPerHour(callsPerHour);
        try {
            Recording.write(settings, Share.fixed(5), BEGIN, Duration.ofHours(1), written);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        EnvelopeParser parser = new EnvelopeParser(AttributeNames.DEFAULT);
        List<String> envelopes = new ArrayList<>();
        int matched = 0;
        int counted = 0;
        for (String line : written.toString().lines().toList()) {
            Optional<JsonNode> envelope = read(line);
            if (envelope.isPresent()) {
                envelopes.add(line);
                boolean matches = wanted(envelope.get().path("detail-type").asString(""));
                boolean counts = parser.parseRecorded(line.getBytes(StandardCharsets.UTF_8)) instanceof Parsed.Event;
                assertThat(matches || !counts)
                        .as("the rule lets through whatever counts: " + line)
                        .isTrue();
                matched += matches ? 1 : 0;
                counted += counts ? 1 : 0;
            }
        }
        return new Traffic(envelopes, matched, counted);
    }

    private static boolean wanted(String detailType) {
        return detailType.startsWith(DETAIL_TYPE)
                && EventKind.ofSuffix(detailType.substring(DETAIL_TYPE.length()))
                        .filter(EventKind::needed)
                        .isPresent();
    }

    /** What is no JSON object cannot cross a bus. */
    private static Optional<JsonNode> read(String line) {
        try {
            return Optional.of(Messages.json().readTree(line)).filter(JsonNode::isObject);
        } catch (JacksonException noise) {
            return Optional.empty();
        }
    }

    private int eventsInKafka() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.CONVERSATION_EVENTS.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            int events = 0;
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (var one : consumer.poll(Duration.ofMillis(100))) {
                    JsonNode type = Messages.json().readTree(one.value()).path("type");
                    events += type.asString("").equals("conversation-event/1") ? 1 : 0;
                }
            }
            return events;
        }
    }
}
