package io.flowcanary.local.system;

import static org.awaitility.Awaitility.await;

import io.flowcanary.bridge.BridgeService;
import io.flowcanary.bridge.BridgeSettings;
import io.flowcanary.local.aws.LocalAws;
import io.flowcanary.local.aws.LocalAwsSetup;
import io.flowcanary.local.kafka.LocalKafka;
import io.flowcanary.query.Progress;
import io.flowcanary.record.Command;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import io.flowcanary.streams.StreamsService;
import io.flowcanary.streams.StreamsSettings;
import io.flowcanary.tally.VersionTally;
import io.flowcanary.topics.Topic;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

/** A real broker and an AWS endpoint to try the services on, and the streams service in this process once it is asked for. */
final class Bench implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** In another region than everything else: a topic may be in any. */
    static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:pages";

    final LocalKafka kafka;
    final LocalAws aws;
    private final Path directory;
    private StreamsService service;

    Bench(Path directory) {
        this.directory = directory;
        // The streams service takes credentials from AWS's own chain.
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        aws = LocalAws.start("127.0.0.1", 0, Clock.systemUTC());
        try {
            LocalAwsSetup.on(aws.endpoint(), "eu-central-1");
            createTopic();
            kafka = LocalKafka.start(directory.resolve("kafka"));
        } catch (RuntimeException | Error e) {
            aws.close();
            throw e;
        }
    }

    private void createTopic() {
        try (SnsClient sns = SnsClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            sns.createTopic(topic -> topic.name("pages"));
        }
    }

    Map<String, String> environment() {
        return new HashMap<>(Map.ofEntries(
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()),
                Map.entry("AWS_ENDPOINT_URL", aws.endpoint().toString()),
                Map.entry("AWS_REGION", "eu-central-1"),
                Map.entry("AWS_ACCESS_KEY_ID", "local"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "local"),
                Map.entry("STREAMS_STATE_DIR", directory.resolve("state").toString()),
                Map.entry("STREAMS_HTTP_PORT", "0"),
                Map.entry("ACCESS_DEVELOPMENT", "true"),
                Map.entry("STREAMS_COMMIT_INTERVAL", "200ms"),
                Map.entry("STREAMS_FLUSH_INTERVAL", "250ms"),
                Map.entry("BRIDGE_HTTP_HOST", "127.0.0.1"),
                Map.entry("BRIDGE_HTTP_PORT", "0")));
    }

    /**
     * Starts the streams service, after the end of one that runs already, and waits until it is ready.
     *
     * @param more settings besides the environment's
     */
    Service serve(Clock clock, Map<String, String> more) {
        end();
        Map<String, String> env = environment();
        env.putAll(more);
        service = StreamsService.start(StreamsSettings.from(env), clock);
        Service streams = new Service(service.port());
        await().atMost(PATIENCE).until(streams::ready);
        return streams;
    }

    private void end() {
        if (service != null) {
            service.close();
            service = null;
        }
    }

    /** A policy of these steps that tells people, and nothing else that is not the default. */
    static Policy policy(String canary, Integer... steps) {
        return new Policy(
                canary,
                null,
                null,
                LocalAwsSetup.PARAMETER,
                new Policy.Alerts(TOPIC, null),
                List.of(steps),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Lets a bridge read a file to its end; its counts. */
    Map<String, Object> bridge(Path file) throws Exception {
        Map<String, String> env = environment();
        env.put("BRIDGE_SOURCE", "file");
        env.put("BRIDGE_FILE", file.toString());
        try (BridgeService bridge = BridgeService.start(BridgeSettings.from(env), Clock.systemUTC())) {
            bridge.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            byte[] stats = new Service(bridge.port()).body("/stats").orElseThrow();
            @SuppressWarnings("unchecked")
            Map<String, Object> counts = Messages.json().readValue(stats, Map.class);
            return counts;
        }
    }

    void start(Policy policy, Instant at) throws ExecutionException, InterruptedException {
        send(new Command.Start("start", policy.canary(), at, "test", "test", policy, null));
    }

    void send(Command command) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.COMMANDS.topicName(), command.canary(), Messages.write(command)))
                    .get();
        }
    }

    /** Every share that was ever set, in order. */
    List<String> shares() {
        return aws.parameterHistory(LocalAwsSetup.PARAMETER).stream()
                .map(version -> version.value())
                .toList();
    }

    /** Every verdict so far, in order. */
    List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.VERDICTS.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> verdicts.add(Messages.read(record.value(), Verdict.class)));
            }
        }
        return verdicts;
    }

    /** Waits until so many records have been read from the source, and gives what became of them. */
    static Progress awaitConsumed(Service streams, long records) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> streams.progress().orElse(null),
                        progress -> progress != null && consumed(progress) == records);
    }

    static long consumed(Progress progress) {
        return progress.events().values().stream().mapToLong(Long::longValue).sum();
    }

    /** A version's figures as the truth names them. */
    static List<Long> figures(VersionTally tally) {
        return List.of(
                tally.started(),
                tally.ended(),
                tally.abandoned(),
                tally.transferred(),
                tally.contained(),
                tally.ivrHangup(),
                tally.errored(),
                tally.handled(),
                tally.handleMs(),
                tally.talkMs());
    }

    static List<Long> figures(io.flowcanary.local.centre.VersionTruth truth) {
        return List.of(
                truth.started(),
                truth.ended(),
                truth.abandoned(),
                truth.transferred(),
                truth.contained(),
                truth.ivrHangup(),
                truth.errored(),
                truth.handled(),
                truth.handleMs(),
                truth.talkMs());
    }

    @Override
    public void close() {
        end();
        aws.close();
        kafka.close();
    }
}
