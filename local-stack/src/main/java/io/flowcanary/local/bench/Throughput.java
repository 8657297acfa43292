package io.flowcanary.local.bench;

import io.flowcanary.bridge.BridgeService;
import io.flowcanary.bridge.BridgeSettings;
import io.flowcanary.local.aws.LocalAws;
import io.flowcanary.local.aws.LocalAwsSetup;
import io.flowcanary.local.centre.CentreSettings;
import io.flowcanary.local.centre.Recording;
import io.flowcanary.local.centre.Scenario;
import io.flowcanary.local.centre.Share;
import io.flowcanary.local.kafka.LocalKafka;
import io.flowcanary.record.Messages;
import io.flowcanary.record.SourceRecord;
import io.flowcanary.streams.StreamsService;
import io.flowcanary.streams.StreamsSettings;
import io.flowcanary.topics.Topic;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Events a second through the whole topology, exactly once, beside a plain consumer that only parses the same topic. */
final class Throughput {
    private static final int HOURS = 3;

    private final Path directory;

    Throughput(Path directory) {
        this.directory = directory;
    }

    String run(int runs) throws Exception {
        Files.createDirectories(directory);
        Path events = record();
        List<Double> streams = new ArrayList<>();
        List<Double> consumer = new ArrayList<>();
        long memory = 0;
        for (int run = 0; run < runs; run++) {
            System.err.println("run " + (run + 1) + " of " + runs + " ...");
            // A broker of its own for each run: what an earlier run had written would be read as this one's.
            try (LocalKafka kafka = LocalKafka.start(directory.resolve("kafka-" + run));
                    LocalAws aws = LocalAws.start("127.0.0.1", 0, Clock.systemUTC())) {
                LocalAwsSetup.on(aws.endpoint(), "eu-central-1");
                Map<String, String> env = environment(kafka, aws);
                env.put("STREAMS_STATE_DIR", directory.resolve("state-" + run).toString());
                fill(env, events);
                consumer.add(consume(kafka));
                streams.add(stream(env, kafka));
                System.gc();
                memory = Math.max(
                        memory,
                        Runtime.getRuntime().totalMemory()
                                - Runtime.getRuntime().freeMemory());
            }
        }
        double topology = median(streams);
        double plain = median(consumer);
        return String.format(
                Locale.ROOT,
                "topology: %,.0f events/s (median of %d, exactly once, one thread, its start included); a consumer that only parses: %,.0f"
                        + " events/s; ratio %.2f; heap after a run %d MiB (broker, AWS endpoint and service in one JVM)",
                topology,
                runs,
                plain,
                topology / plain,
                memory >> 20);
    }

    private static Map<String, String> environment(LocalKafka kafka, LocalAws aws) {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        Map<String, String> env = new HashMap<>();
        env.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        env.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
        env.put("AWS_REGION", "eu-central-1");
        env.put("STREAMS_HTTP_PORT", "0");
        env.put("BRIDGE_HTTP_PORT", "0");
        env.put("BRIDGE_HTTP_HOST", "127.0.0.1");
        return env;
    }

    private Path record() throws IOException {
        System.err.println("recording " + HOURS + " busy hours ...");
        Path file = directory.resolve("events.ndjson");
        try (Writer writer = Files.newBufferedWriter(file)) {
            Recording.write(
                    CentreSettings.of(Scenario.HEALTHY),
                    Share.fixed(5),
                    Instant.parse("2026-01-15T10:00:00Z"),
                    Duration.ofHours(HOURS),
                    writer);
        }
        return file;
    }

    private static void fill(Map<String, String> env, Path file) throws Exception {
        Map<String, String> bridge = new HashMap<>(env);
        bridge.put("BRIDGE_SOURCE", "file");
        bridge.put("BRIDGE_FILE", file.toString());
        try (BridgeService service = BridgeService.start(BridgeSettings.from(bridge), Clock.systemUTC())) {
            service.ended().get(10, TimeUnit.MINUTES);
        }
    }

    private static double consume(LocalKafka kafka) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long all = total(consumer, partitions);
            long begin = System.nanoTime();
            for (long seen = 0; seen < all; ) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    Messages.read(record.value(), SourceRecord.class);
                    seen++;
                }
            }
            return perSecond(all, begin);
        }
    }

    private static double stream(Map<String, String> env, LocalKafka kafka) throws IOException {
        long all;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            all = total(consumer, partitions(consumer));
        }
        long begin = System.nanoTime();
        try (StreamsService service = StreamsService.start(StreamsSettings.from(env), Clock.systemUTC())) {
            Source source = new Source(service.port());
            while (source.consumed() < all) {
                LockSupport.parkNanos(50_000_000);
            }
            return perSecond(all, begin);
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        return consumer.partitionsFor(Topic.CONVERSATION_EVENTS.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private static long total(KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static double perSecond(long count, long begin) {
        return count * 1e9 / (System.nanoTime() - begin);
    }

    static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
