package io.flowcanary.act;

import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import io.flowcanary.topics.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** An announcer over Kafka's mocks, targets that only remember, and a time that moves when told to. */
final class AnnouncerBench {
    static final TopicPartition VERDICTS = new TopicPartition(Topic.VERDICTS.topicName(), 0);
    private static final TopicPartition ROLLOUTS = new TopicPartition(Topic.ROLLOUTS.topicName(), 0);
    static final String SECOND_TOPIC = Fixtures.TOPIC + "-2";

    MockConsumer<String, byte[]> verdicts = KeeperBench.consumer(VERDICTS);
    private MockConsumer<String, byte[]> rollouts = KeeperBench.consumer(ROLLOUTS);
    final Clock clock = Clock.fixed(Fixtures.START.plusSeconds(60), ZoneOffset.UTC);
    private final MeterRegistry meters = new SimpleMeterRegistry();
    final HealthBoard board = new HealthBoard(clock, meters);
    final Map<String, Deque<Problem>> failures = new HashMap<>();
    final List<String> told = new ArrayList<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final List<ConsumerRecord<String, byte[]>> published = new ArrayList<>();
    private final List<Runnable> rolloutsPublished = new ArrayList<>();
    Consumer<String> beforeTelling = target -> {};
    private long now = 1;
    private Announcer announcer;

    AnnouncerBench() {
        announcer = announcer(verdicts, rollouts);
        verdicts.rebalance(List.of(VERDICTS));
    }

    private Announcer announcer(
            MockConsumer<String, byte[]> verdictReader, MockConsumer<String, byte[]> rolloutReader) {
        Courier courier = new Courier(
                (topic, message) -> tell(topic, message.subject()),
                (bus, type, detail) -> tell(
                        bus, Messages.read(detail.getBytes(), Verdict.class).id()),
                board,
                new Backoff(Duration.ofMillis(300), Duration.ofSeconds(30), new Random(7)),
                () -> now,
                "https://canary.example.com",
                meters);
        return new Announcer(
                verdictReader,
                new AlertTargets(rolloutReader, () -> now),
                courier,
                new HoldDigest(Duration.ofMinutes(10)),
                new VerdictMeters(meters, clock),
                clock,
                () -> now,
                Duration.ofSeconds(7));
    }

    private Answer<String> tell(String target, String what) {
        beforeTelling.accept(target);
        Deque<Problem> problems = failures.getOrDefault(target, new ArrayDeque<>());
        if (!problems.isEmpty()) {
            return Answer.failed(problems.poll());
        }
        told.add(target + " " + what);
        return Answer.of("m-" + told.size());
    }

    /** What the counter shows; fails while there is none. */
    double alertsGivenUp(String to, String severity) {
        return meters.get("flow.canary.alerts")
                .tags("to", to, "severity", severity, "outcome", "given_up")
                .counter()
                .count();
    }

    static Deque<Problem> endless(Problem problem) {
        return new ArrayDeque<>(Collections.nCopies(2_000, problem));
    }

    void turns(int count) {
        for (int i = 0; i < count; i++) {
            announcer.turn();
        }
    }

    /** A target that does not do its part, so often. */
    void fails(String target, Problem... problems) {
        failures.put(target, new ArrayDeque<>(List.of(problems)));
    }

    /** Time goes by. */
    void later(Duration time) {
        now += time.toNanos();
    }

    long committed() {
        var offset = verdicts.committed(Set.of(VERDICTS)).get(VERDICTS);
        return offset == null ? 0 : offset.offset();
    }

    void rollout(String canary, String topic, String bus) {
        Policy policy = Fixtures.policy(canary, null, topic, bus, false);
        publish(Fixtures.of(canary, policy, Fixtures.rolledBack()));
    }

    /** A rollout that began 24 minutes ago. */
    void beginning(String topic) {
        Rollout like = Fixtures.started();
        Policy policy = Fixtures.policy(like.canary(), null, topic, null, false);
        publish(new Rollout(
                like.canary(),
                policy,
                like.policyRevision(),
                like.state(),
                null,
                0,
                5,
                1,
                false,
                like.startedAt(),
                like.startedAt(),
                null,
                clock.instant().minusSeconds(24 * 60),
                "kim",
                "why",
                null,
                null,
                null));
    }

    private void publish(Rollout rollout) {
        byte[] value = Messages.write(rollout);
        long offset = ends.merge(ROLLOUTS, 1L, Long::sum) - 1;
        rolloutsPublished.add(() -> rollouts.addRecord(
                new ConsumerRecord<>(ROLLOUTS.topic(), ROLLOUTS.partition(), offset, rollout.canary(), value)));
        // Assigned by the announcer's own first read; a mock takes records only after that.
        rollouts.schedulePollTask(rolloutsPublished.get(rolloutsPublished.size() - 1));
        rollouts.updateEndOffsets(Map.of(ROLLOUTS, offset + 1));
    }

    /** Another instance takes over what this one committed. */
    void another() {
        OffsetAndMetadata committed = verdicts.committed(Set.of(VERDICTS)).get(VERDICTS);
        verdicts = KeeperBench.consumer(VERDICTS);
        rollouts = KeeperBench.consumer(ROLLOUTS);
        rollouts.updateEndOffsets(Map.of(ROLLOUTS, ends.get(ROLLOUTS)));
        rolloutsPublished.forEach(rollouts::schedulePollTask);
        announcer = announcer(verdicts, rollouts);
        verdicts.rebalance(List.of(VERDICTS));
        verdicts.commitSync(Map.of(VERDICTS, committed));
        verdicts.updateEndOffsets(Map.of(VERDICTS, ends.get(VERDICTS)));
        published.forEach(verdicts::addRecord);
    }

    void verdict(Verdict verdict) {
        record(verdict.canary(), Messages.write(verdict));
    }

    void record(String canary, byte[] value) {
        long offset = ends.merge(VERDICTS, 1L, Long::sum) - 1;
        verdicts.updateEndOffsets(Map.of(VERDICTS, offset + 1));
        published.add(new ConsumerRecord<>(VERDICTS.topic(), VERDICTS.partition(), offset, canary, value));
        verdicts.addRecord(published.get(published.size() - 1));
    }
}
