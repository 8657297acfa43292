package io.flowcanary.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import io.flowcanary.topics.Topic;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
    private static final TopicPartition VERDICTS = new TopicPartition(Topic.VERDICTS.topicName(), 0);
    private static final TopicPartition ROLLOUTS = new TopicPartition(Topic.ROLLOUTS.topicName(), 0);
    private static final String SECOND_TOPIC = Fixtures.TOPIC + "-2";

    private final MockConsumer<String, byte[]> verdicts = KeeperBench.consumer(VERDICTS);
    private final MockConsumer<String, byte[]> rollouts = KeeperBench.consumer(ROLLOUTS);
    private final Clock clock = Clock.fixed(Fixtures.START.plusSeconds(60), ZoneOffset.UTC);
    private final HealthBoard board = new HealthBoard(clock);
    private final Map<String, Deque<Problem>> failures = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private long now = 1;
    private Announcer announcer;

    @BeforeEach
    void open() {
        Courier courier = new Courier(
                (topic, subject, body) -> tell(topic, subject),
                (bus, type, detail) -> tell(
                        bus, Messages.read(detail.getBytes(), Verdict.class).id()),
                board,
                new Backoff(Duration.ofMillis(300), Duration.ofSeconds(30), new Random(7)),
                () -> now,
                "https://canary.example.com");
        announcer = new Announcer(verdicts, new AlertTargets(rollouts, () -> now), courier, clock, () -> now);
        verdicts.rebalance(List.of(VERDICTS));
    }

    @Test
    void tellsPeopleAndPipelinesOfATransition() {
        rollout("main-ivr", Fixtures.TOPIC, "default");
        verdict(Fixtures.verdict("v-1", "main-ivr"));

        turns(2);

        assertThat(told).containsExactly(Fixtures.TOPIC + " flow-canary ROLLBACK main-ivr: abandonRate", "default v-1");
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void saysNothingOfAVerdictThatChangedNothing() {
        rollout("main-ivr", Fixtures.TOPIC, "default");
        verdict(Fixtures.verdict("v-1", "main-ivr", false));

        turns(2);

        assertThat(told).isEmpty();
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void tellsOnceOfAVerdictThatComesTwice() {
        rollout("main-ivr", null, "default");
        verdict(Fixtures.verdict("v-1", "main-ivr"));
        verdict(Fixtures.verdict("v-1", "main-ivr"));

        turns(2);

        assertThat(told).containsExactly("default v-1");
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void skipsATargetThatThePolicyDoesNotName() {
        rollout("main-ivr", null, null);
        verdict(Fixtures.verdict("v-1", "main-ivr"));

        turns(2);

        assertThat(told).isEmpty();
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void waitsForTheRolloutThatNamesTheTargets() {
        verdict(Fixtures.verdict("v-1", "main-ivr"));
        turns(2);

        assertThat(told).isEmpty();
        assertThat(committed()).isZero();

        rollout("main-ivr", null, "default");
        turns(1);

        assertThat(told).containsExactly("default v-1");
    }

    @Test
    void givesUpOnACanaryThatHasNoRollout() {
        verdict(Fixtures.verdict("v-1", "main-ivr"));
        turns(1);
        now += Duration.ofSeconds(30).toNanos();

        turns(1);

        assertThat(told).isEmpty();
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void anOutageOfOneTargetRepeatsNoOther() {
        failures.put(Fixtures.TOPIC, new ArrayDeque<>(List.of(Problem.retry("throttled"), Problem.retry("throttled"))));
        rollout("main-ivr", Fixtures.TOPIC, "default");
        verdict(Fixtures.verdict("v-1", "main-ivr"));

        turns(2);

        assertThat(told).containsExactly("default v-1");
        assertThat(committed()).isZero();
        assertThat(board.health().targets().get("sns:" + Fixtures.TOPIC).ok()).isFalse();

        for (int i = 0; i < 3; i++) {
            now += Duration.ofSeconds(1).toNanos();
            turns(1);
        }

        assertThat(told).containsExactly("default v-1", Fixtures.TOPIC + " flow-canary ROLLBACK main-ivr: abandonRate");
        assertThat(committed()).isEqualTo(1);
        assertThat(board.health().ok()).isTrue();
    }

    @Test
    void aRefusedTargetHoldsBackNoOtherCanary() {
        failures.put(SECOND_TOPIC, endless(Problem.denied("allow sns:Publish")));
        rollout("other-ivr", SECOND_TOPIC, null);
        rollout("main-ivr", null, "default");
        verdict(Fixtures.verdict("v-1", "other-ivr"));
        verdict(Fixtures.verdict("v-2", "main-ivr"));

        turns(2);

        assertThat(told).containsExactly("default v-2");
        assertThat(committed()).isZero();
    }

    @Test
    void givesUpOnAMessageThatWillNeverBeAccepted() {
        failures.put("default", new ArrayDeque<>(List.of(Problem.rejected("too large"))));
        rollout("main-ivr", null, "default");
        verdict(Fixtures.verdict("v-1", "main-ivr"));

        turns(2);

        assertThat(told).isEmpty();
        assertThat(committed()).isEqualTo(1);
        assertThat(board.health().ok()).isFalse();
    }

    @Test
    void pagesNobodyOfHistory() {
        rollout("main-ivr", Fixtures.TOPIC, "default");
        Verdict verdict = Fixtures.verdict("v-1", "main-ivr");
        verdict(new Verdict(
                verdict.id(),
                verdict.canary(),
                verdict.verdict(),
                verdict.reason(),
                verdict.reasons(),
                verdict.explanation(),
                verdict.judge(),
                verdict.state(),
                verdict.pause(),
                verdict.step(),
                verdict.share(),
                verdict.previousShare(),
                true,
                Fixtures.START.minus(Duration.ofDays(2)),
                verdict.policyRevision(),
                verdict.versions(),
                verdict.guardrails(),
                verdict.threshold(),
                verdict.gate()));

        turns(2);

        assertThat(told).isEmpty();
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void aVerdictThatCannotBeReadStopsNothing() {
        rollout("main-ivr", null, "default");
        record(verdicts, VERDICTS, "main-ivr", "no JSON".getBytes());
        verdict(Fixtures.verdict("v-2", "main-ivr"));

        turns(2);

        assertThat(told).containsExactly("default v-2");
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void readsNoFurtherWhileTooMuchIsUndelivered() {
        failures.put("default", endless(Problem.retry("unreachable")));
        rollout("main-ivr", null, "default");
        for (int i = 0; i < 500; i++) {
            verdict(Fixtures.verdict("v-" + i, "main-ivr"));
        }

        turns(2);

        assertThat(verdicts.paused()).containsExactly(VERDICTS);

        failures.clear();
        now += Duration.ofMinutes(1).toNanos();
        turns(2);

        assertThat(verdicts.paused()).isEmpty();
        assertThat(committed()).isEqualTo(500);
    }

    private Answer<String> tell(String target, String what) {
        Deque<Problem> problems = failures.getOrDefault(target, new ArrayDeque<>());
        if (!problems.isEmpty()) {
            return Answer.failed(problems.poll());
        }
        told.add(target + " " + what);
        return Answer.of("m-" + told.size());
    }

    private static Deque<Problem> endless(Problem problem) {
        return new ArrayDeque<>(Collections.nCopies(2_000, problem));
    }

    private void turns(int count) {
        for (int i = 0; i < count; i++) {
            announcer.turn();
        }
    }

    private long committed() {
        var offset = verdicts.committed(Set.of(VERDICTS)).get(VERDICTS);
        return offset == null ? 0 : offset.offset();
    }

    private void rollout(String canary, String topic, String bus) {
        Policy policy = Fixtures.policy(canary, null, topic, bus, false);
        byte[] value = Messages.write(Fixtures.of(canary, policy, Fixtures.rolledBack()));
        // Assigned by the announcer's own first read; a mock takes records only after that.
        rollouts.schedulePollTask(() -> record(rollouts, ROLLOUTS, canary, value));
    }

    private void verdict(Verdict verdict) {
        record(verdicts, VERDICTS, verdict.canary(), Messages.write(verdict));
    }

    private void record(MockConsumer<String, byte[]> consumer, TopicPartition partition, String key, byte[] value) {
        long offset = ends.merge(partition, 1L, Long::sum) - 1;
        consumer.updateEndOffsets(Map.of(partition, offset + 1));
        consumer.addRecord(new ConsumerRecord<>(partition.topic(), partition.partition(), offset, key, value));
    }
}
