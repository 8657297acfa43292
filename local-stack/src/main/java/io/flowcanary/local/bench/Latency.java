package io.flowcanary.local.bench;

import io.flowcanary.local.aws.LocalAwsSetup;
import io.flowcanary.local.aws.ParameterVersion;
import io.flowcanary.local.centre.CentreSettings;
import io.flowcanary.local.centre.ContactCentre;
import io.flowcanary.local.centre.Scenario;
import io.flowcanary.local.centre.Share;
import io.flowcanary.local.clock.ScaledClock;
import io.flowcanary.local.demo.LocalStack;
import io.flowcanary.record.Command;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import io.flowcanary.topics.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Real time from the moment at which an event could first decide a rollback to the new value in the parameter. A verdict at W
 * can follow an event at W plus the allowed lateness, not earlier: the clock shows when that was, the parameter when it was
 * written. In between lie the bus, the queue, the bridge, Kafka twice, the judge, and the write.
 */
final class Latency {
    private static final Instant OPENING = Instant.parse("2026-01-15T09:00:00Z");
    private static final Duration LATENESS = Duration.ofMinutes(1);
    private static final double SPEED = 20;
    private static final double CALLS_PER_HOUR = 6_000;

    private final Path directory;

    Latency(Path directory) {
        this.directory = directory;
    }

    String run(int rollouts) throws Exception {
        Files.createDirectories(directory);
        ScaledClock clock = new ScaledClock(OPENING, SPEED);
        Instant openedAt = Clock.systemUTC().instant();
        List<Double> seconds = new ArrayList<>();
        try (LocalStack stack = LocalStack.start(directory, 0, clock, Map.of());
                ContactCentre centre = new ContactCentre(
                        CentreSettings.of(Scenario.ABANDONS).withCallsPerHour(CALLS_PER_HOUR),
                        clock,
                        Share.fixed(20),
                        stack::receive);
                KafkaConsumer<String, byte[]> verdicts = verdicts(stack)) {
            Thread calls = new Thread(centre, "contact-centre");
            calls.setDaemon(true);
            calls.start();
            for (int i = 0; i < rollouts; i++) {
                System.err.println("rollback " + (i + 1) + " of " + rollouts + " ...");
                start(stack, clock, i);
                Verdict rollback = awaitRollback(verdicts);
                // The clock shows an event time so much later than its opening, at so much of real time per minute.
                Duration shown = Duration.between(OPENING, rollback.judgedAt().plus(LATENESS));
                Instant possible = openedAt.plus(clock.toReal(shown));
                ParameterVersion zero = awaitZero(stack, rollback);
                seconds.add(Duration.between(possible, zero.lastModified()).toMillis() / 1000.0);
            }
            centre.stop(false);
        }
        List<Double> sorted = seconds.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "deciding event to SSM write: p50 %.2f s, p99 %.2f s (%d rollbacks; %,.0f calls an hour at %.0f times real"
                        + " time; %.1f event minutes at W and lateness come before it by design)",
                sorted.get(sorted.size() / 2),
                sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1),
                sorted.size(),
                CALLS_PER_HOUR,
                SPEED,
                2.0);
    }

    private static KafkaConsumer<String, byte[]> verdicts(LocalStack stack) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.kafka().bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topic.VERDICTS.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static Verdict awaitRollback(KafkaConsumer<String, byte[]> verdicts) {
        while (true) {
            for (var record : verdicts.poll(Duration.ofMillis(100))) {
                Verdict verdict = Messages.read(record.value(), Verdict.class);
                if (verdict.verdict() == Verdict.Kind.ROLLBACK) {
                    return verdict;
                }
            }
        }
    }

    private static ParameterVersion awaitZero(LocalStack stack, Verdict rollback) {
        while (true) {
            Optional<ParameterVersion> now = stack.aws().parameter(LocalAwsSetup.PARAMETER);
            if (now.isPresent() && now.get().value().equals(Integer.toString(rollback.share()))) {
                return now.get();
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static void start(LocalStack stack, Clock clock, int number) {
        Policy policy = new Policy(
                "main-ivr",
                null,
                null,
                LocalAwsSetup.PARAMETER,
                null,
                List.of(20, 100),
                null,
                null,
                null,
                Policy.JudgeName.THRESHOLD,
                Policy.PromoteRule.BAKE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        Command start =
                new Command.Start("bench-" + number, policy.canary(), clock.instant(), "bench", "bench", policy, null);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka().bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.COMMANDS.topicName(), policy.canary(), Messages.write(start)));
        }
    }
}
