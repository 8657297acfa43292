package io.flowcanary.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
    private static final TopicPartition VERDICTS = new TopicPartition(Topic.VERDICTS.topicName(), 0);
    private static final TopicPartition ROLLOUTS = new TopicPartition(Topic.ROLLOUTS.topicName(), 0);
    private static final String SECOND_TOPIC = Fixtures.TOPIC + "-2";

    private MockConsumer<String, byte[]> verdicts = KeeperBench.consumer(VERDICTS);
    private MockConsumer<String, byte[]> rollouts = KeeperBench.consumer(ROLLOUTS);
    private final Clock clock = Clock.fixed(Fixtures.START.plusSeconds(60), ZoneOffset.UTC);
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final HealthBoard board = new HealthBoard(clock, meters);
    private final Map<String, Deque<Problem>> failures = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final List<ConsumerRecord<String, byte[]>> published = new ArrayList<>();
    private final List<Runnable> rolloutsPublished = new ArrayList<>();
    private Consumer<String> beforeTelling = target -> {};
    private long now = 1;
    private Announcer announcer;

    @BeforeEach
    void open() {
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

    @Test
    void tellsPeopleAndPipelinesOfATransition() {
        rollout("main-ivr", Fixtures.TOPIC, "default");
        verdict(Fixtures.verdict("v-1", "main-ivr"));

        turns(2);

        assertThat(told)
                .containsExactly(Fixtures.TOPIC + " [page] flow-canary ROLLBACK main-ivr: abandonRate", "default v-1");
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

        assertThat(told)
                .containsExactly("default v-1", Fixtures.TOPIC + " [page] flow-canary ROLLBACK main-ivr: abandonRate");
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
        record("main-ivr", "no JSON".getBytes());
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

    @Test
    void whoeverGoesOnAfterACrashTellsNobodyTwice() {
        failures.put(SECOND_TOPIC, endless(Problem.retry("unreachable")));
        rollout("other-ivr", SECOND_TOPIC, "default");
        rollout("main-ivr", Fixtures.TOPIC, "default");
        verdict(Fixtures.verdict("v-1", "other-ivr"));
        verdict(Fixtures.verdict("v-2", "main-ivr"));
        turns(2);
        assertThat(told)
                .containsExactly(
                        "default v-1",
                        Fixtures.TOPIC + " [page] flow-canary ROLLBACK main-ivr: abandonRate",
                        "default v-2");
        assertThat(committed()).isZero();

        failures.clear();
        told.clear();
        another();
        turns(3);

        assertThat(told).containsExactly(SECOND_TOPIC + " [page] flow-canary ROLLBACK other-ivr: abandonRate");
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void whomAnAlertReachedIsCommittedBeforeTheNextIsSent() {
        rollout("main-ivr", Fixtures.TOPIC, "default");
        verdict(Fixtures.verdict("v-1", "main-ivr"));
        beforeTelling = target -> {
            if (target.equals("default")) {
                throw new IllegalStateException("killed");
            }
        };

        assertThatThrownBy(() -> turns(2)).hasMessage("killed");

        assertThat(verdicts.committed(Set.of(VERDICTS)).get(VERDICTS).metadata())
                .isEqualTo("told/1 0T");
    }

    @Test
    void anInstanceThatStoodStillTellsNobodyBeforeItKnowsThatItIsStillInTheGroup() {
        rollout("main-ivr", Fixtures.TOPIC, "default");
        verdict(Fixtures.verdict("v-1", "main-ivr"));
        beforeTelling = target -> now += Duration.ofSeconds(8).toNanos();

        turns(1);
        assertThat(told).hasSize(1);

        turns(1);
        assertThat(told).hasSize(2);
    }

    @Test
    void tellsPeopleOnceEachPeriodThatARolloutStillHolds() {
        beginning(Fixtures.TOPIC);
        for (int minute = -25; minute <= 0; minute++) {
            verdict(Fixtures.hold(
                    "v" + minute, clock.instant().plusSeconds(60L * minute), Verdict.Reason.INSUFFICIENT_EVIDENCE));
        }

        turns(2);

        String digest = Fixtures.TOPIC + " [notice] flow-canary HOLD main-ivr: insufficient evidence for ";
        assertThat(told).containsExactly(digest + "20 min");
        assertThat(committed()).isEqualTo(26);
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
        publish(Fixtures.of(canary, policy, Fixtures.rolledBack()));
    }

    /** A rollout that began 24 minutes ago. */
    private void beginning(String topic) {
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
    private void another() {
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

    private void verdict(Verdict verdict) {
        record(verdict.canary(), Messages.write(verdict));
    }

    private void record(String canary, byte[] value) {
        long offset = ends.merge(VERDICTS, 1L, Long::sum) - 1;
        verdicts.updateEndOffsets(Map.of(VERDICTS, offset + 1));
        published.add(new ConsumerRecord<>(VERDICTS.topic(), VERDICTS.partition(), offset, canary, value));
        verdicts.addRecord(published.get(published.size() - 1));
    }
}
