package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.flowcanary.act.Act;
import io.flowcanary.bridge.BridgeService;
import io.flowcanary.bridge.BridgeSettings;
import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.bridge.envelope.EnvelopeParser;
import io.flowcanary.bridge.envelope.Parsed;
import io.flowcanary.cli.FlowCanary;
import io.flowcanary.local.centre.Scenario;
import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.Heartbeat;
import io.flowcanary.record.Messages;
import io.flowcanary.streams.StreamsService;
import io.flowcanary.streams.StreamsSettings;
import io.flowcanary.topics.Topic;
import io.flowcanary.topics.reshape.TopicReset;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The source topic gets more partitions under a running service, and everything goes on afterwards where it was. */
class TopicResetIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private record Ran(int exit, String out, String err) {}

    @TempDir
    Path directory;

    @Test
    void noRecordAndNoCountIsLostWhenTheSourceTopicIsGivenItsShapeAgain() throws Exception {
        Recorded recorded = Recorded.hour(directory, Scenario.HEALTHY, 5, 400);
        List<String> lines = Files.readAllLines(recorded.file());
        List<ConversationEvent> first = events(lines.subList(0, lines.size() / 2));
        List<ConversationEvent> second = events(lines.subList(lines.size() / 2, lines.size()));

        try (Bench bench = new Bench(directory);
                Admin admin = bench.kafka.admin()) {
            Map<String, String> env = bench.environment();
            env.put("KAFKA_CLIENT_METADATA_MAX_AGE_MS", "1000");
            long bridged;
            try (StreamsService service = StreamsService.start(StreamsSettings.from(env), Clock.systemUTC())) {
                Service streams = new Service(service.port());
                await().atMost(PATIENCE).until(streams::ready);
                write(bench, first);
                Bench.awaitConsumed(streams, first.size());

                increase(admin, Topic.DEAD_LETTERS, 5);
                Ran inUse = topics(bench, "reset", "--apply", "--yes", "flow-canary");
                assertThat(inUse.exit()).isEqualTo(1);
                assertThat(inUse.err())
                        .contains("the group flow-canary has 1 member: stop every streams service first");

                bridged = theRunningBridgeTakesNoMore(env, lines.get(lines.size() / 2), admin);
                await().atMost(PATIENCE).until(() -> service.failed().isCompletedExceptionally());
            }
            assertThatThrownBy(() -> StreamsService.start(StreamsSettings.from(env), Clock.systemUTC()))
                    .hasMessage(
                            "genesys.conversation-events: partitions is 24, expected 12: see 'flow-canary topics reset"
                                    + " --plan' for the way back to 12");
            theBridgeRefusesToo(env, recorded.file());
            write(bench, second);

            Ran plan = await("the groups are empty")
                    .atMost(PATIENCE)
                    .until(() -> topics(bench, "reset", "--plan"), ran -> ran.exit() == 0);
            assertThat(plan.out())
                    .contains("genesys.conversation-events has 24 partitions, the contract says 12:")
                    .containsPattern("[\\d,]+ of them are not read yet")
                    .contains("canary.dead-letters has 5 partitions, the contract says 3:");
            breakDown(bench, admin, "copied genesys.conversation-events");
            breakDown(bench, admin, "created genesys.conversation-events");
            assertThat(topics(bench, "check").out())
                    .contains("reset is not finished, expected finished: finish it with 'flow-canary topics reset"
                            + " --apply'");
            Ran apply = topics(bench, "reset", "--apply", "--yes", "flow-canary", "--quiet-for", "100ms");
            assertThat(apply.exit()).as(apply.out() + apply.err()).isZero();
            assertThat(topics(bench, "check").out()).contains("9 topics are as they should be");
            assertThat(topics(bench, "reset", "--apply", "--yes", "flow-canary").out())
                    .contains("nothing to reset");

            Service streams = bench.serve(Clock.systemUTC(), Map.of());
            Bench.awaitConsumed(streams, first.size() + bridged + second.size());
            drained(bench, second.get(second.size() - 1).eventTime());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(figures(version -> Bench.figures(streams.tallies(Recorded.CANARY)
                                    .orElseThrow()
                                    .versions()
                                    .get(version))))
                            .isEqualTo(figures(
                                    version -> Bench.figures(recorded.truth().of(Recorded.CANARY, version)))));
        }
    }

    /**
     * The partitions come under a bridge that runs: it leaves events with their sender from then on, and puts none of those that it
     * took before it knew into a new partition.
     *
     * @return how many it took
     */
    private static long theRunningBridgeTakesNoMore(Map<String, String> env, String envelope, Admin admin)
            throws Exception {
        Map<String, String> posts = new HashMap<>(env);
        posts.putAll(Map.of("BRIDGE_SOURCE", "http", "BRIDGE_API_KEY", "sesame", "BRIDGE_HTTP_SILENCE", "1h"));
        try (BridgeService bridge = BridgeService.start(BridgeSettings.from(posts), Clock.systemUTC())) {
            Service service = new Service(bridge.port());
            await().atMost(PATIENCE).until(service::ready);
            Supplier<Integer> post = () ->
                    service.post("/events", envelope, "X-Api-Key", "sesame").statusCode();
            assertThat(post.get()).isEqualTo(202);

            increase(admin, Topic.CONVERSATION_EVENTS, 24);

            await().atMost(PATIENCE).until(() -> post.get() == 503);
            assertThat(service.ready()).isFalse();
            assertThat(bridge.ended()).isNotDone();
            Map<TopicPartition, OffsetSpec> added = IntStream.range(12, 24)
                    .mapToObj(number -> new TopicPartition(Topic.CONVERSATION_EVENTS.topicName(), number))
                    .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
            assertThat(admin.listOffsets(added).all().get().values())
                    .extracting(end -> end.offset())
                    .containsOnly(0L);
            return service.count("written");
        }
    }

    private void theBridgeRefusesToo(Map<String, String> env, Path file) {
        env.put("BRIDGE_SOURCE", "file");
        env.put("BRIDGE_FILE", file.toString());
        try (BridgeService bridge = BridgeService.start(BridgeSettings.from(env), Clock.systemUTC())) {
            await().atMost(PATIENCE).until(() -> bridge.ended().isDone());
            assertThatThrownBy(() -> bridge.ended().join())
                    .hasMessageContaining(
                            "genesys.conversation-events has 24 partitions, expected 12: see 'flow-canary topics"
                                    + " reset --plan'");
            assertThat(new Service(bridge.port()).ready()).isFalse();
        }
    }

    /** A reset that ends after one of its steps, as if its process had been killed there. */
    private static void breakDown(Bench bench, Admin admin, String step) {
        List<String> groups =
                Stream.concat(Stream.of("flow-canary"), Act.GROUPS.stream()).toList();
        Map<String, Object> client = Map.of("bootstrap.servers", bench.kafka.bootstrapServers());
        TopicReset reset = new TopicReset(admin, client, groups);

        assertThatThrownBy(() -> reset.apply(reset.plan(), Duration.ofMillis(1), done -> {
                    if (done.startsWith(step)) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .hasMessage("killed");
    }

    private static Ran topics(Bench bench, String... arguments) {
        List<String> all = new ArrayList<>(List.of("topics"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--bootstrap-servers", bench.kafka.bootstrapServers()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commands = FlowCanary.commandLine();
        commands.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Ran(commands.execute(all.toArray(String[]::new)), out.toString(), err.toString());
    }

    private static void increase(Admin admin, Topic topic, int partitions) throws Exception {
        admin.createPartitions(Map.of(topic.topicName(), NewPartitions.increaseTo(partitions)))
                .all()
                .get();
    }

    /** As a bridge does, also one that does not know yet how many partitions there should be; without heartbeats, nothing is late. */
    private static void write(Bench bench, List<ConversationEvent> events) {
        try (KafkaProducer<String, byte[]> producer = producer(bench)) {
            events.forEach(event -> producer.send(new ProducerRecord<>(
                    Topic.CONVERSATION_EVENTS.topicName(), event.conversationId(), Messages.write(event))));
            producer.flush();
        }
    }

    private static KafkaProducer<String, byte[]> producer(Bench bench) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bench.kafka.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** The bridge's heartbeats, once nothing is left to read: figures reach as far as the slowest partition. */
    private static void drained(Bench bench, long lastEvent) {
        long upTo = lastEvent + Duration.ofHours(1).toMillis();
        byte[] heartbeat = Messages.write(new Heartbeat("file", upTo, false, upTo));
        try (KafkaProducer<String, byte[]> producer = producer(bench)) {
            for (int partition = 0; partition < Topic.CONVERSATION_EVENTS.partitions(); partition++) {
                producer.send(new ProducerRecord<>(Topic.CONVERSATION_EVENTS.topicName(), partition, null, heartbeat));
            }
        }
    }

    private static List<ConversationEvent> events(List<String> lines) {
        EnvelopeParser parser = new EnvelopeParser(AttributeNames.DEFAULT);
        return lines.stream()
                .map(line -> parser.parseRecorded(line.getBytes(StandardCharsets.UTF_8)))
                .filter(Parsed.Event.class::isInstance)
                .map(parsed -> ((Parsed.Event) parsed).event())
                .toList();
    }

    private static List<List<Long>> figures(Function<String, List<Long>> ofVersion) {
        return Stream.of("v1", "v2", "fallback").map(ofVersion).toList();
    }
}
