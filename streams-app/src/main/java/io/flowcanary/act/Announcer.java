package io.flowcanary.act;

import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.record.UnusableRecordException;
import io.flowcanary.record.Verdict;
import io.flowcanary.topics.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of each transition: by edge, at least once. Offsets are committed after sending, and an alert that cannot be delivered
 * holds back its partition's offset but no other alert. So what is told twice is what was sent between the last commit and a
 * crash, or after an alert that is still undelivered at a restart: SNS and EventBridge know no duplicates. Verdicts older than
 * a day are not told: whoever replays history, or starts a group afresh, pages nobody.
 */
final class Announcer implements Loop.Turn, ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration OLD = Duration.ofHours(24);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration COMMIT_WITHIN = Duration.ofSeconds(3);
    private static final int FULL = 500;
    /** Between two polls, so that a slow target does not cost the group membership. */
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

    private final List<Alert> alerts = new ArrayList<>();
    private final OffsetLedger ledger = new OffsetLedger();
    private final Consumer<String, byte[]> consumer;
    private final AlertTargets targets;
    private final Courier courier;
    private final Clock clock;
    private final LongSupplier ticks;

    Announcer(
            Consumer<String, byte[]> consumer, AlertTargets targets, Courier courier, Clock clock, LongSupplier ticks) {
        this.consumer = consumer;
        this.targets = targets;
        this.courier = courier;
        this.clock = clock;
        this.ticks = ticks;
        consumer.subscribe(List.of(Topic.VERDICTS.topicName()), this);
    }

    @Override
    public void turn() {
        if (alerts.size() >= FULL) {
            consumer.pause(consumer.assignment());
        } else if (!consumer.paused().isEmpty()) {
            consumer.resume(consumer.paused());
        }
        consumer.poll(POLL).forEach(this::take);
        targets.read();
        long start = ticks.getAsLong();
        for (Alert alert : alerts) {
            if (ticks.getAsLong() - start > LONGEST_ROUND.toNanos()) {
                break;
            }
            policy(alert).ifPresent(policy -> courier.bring(alert, policy));
        }
        alerts.stream().filter(Alert::over).forEach(alert -> ledger.done(alert.partition(), alert.offset()));
        alerts.removeIf(Alert::over);
        commit();
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        ledger.begin(partition, record.offset());
        Verdict verdict = read(record);
        if (verdict == null || !verdict.transition()) {
            ledger.done(partition, record.offset());
        } else if (verdict.judgedAt().isBefore(clock.instant().minus(OLD))) {
            LOG.info("{}: too old to be told", verdict.id());
            ledger.done(partition, record.offset());
        } else {
            alerts.add(new Alert(verdict, partition, record.offset(), ticks.getAsLong()));
        }
    }

    private static Verdict read(ConsumerRecord<String, byte[]> record) {
        try {
            return record.value() == null ? null : Messages.read(record.value(), Verdict.class);
        } catch (UnusableRecordException e) {
            LOG.error(
                    "the verdict at {}-{}@{} cannot be read, so nobody is told of it: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return null;
        }
    }

    /** A rollout is published together with its verdict, but may be read a little later. */
    private Optional<Policy> policy(Alert alert) {
        Optional<Policy> exact = targets.policy(alert.verdict());
        if (exact.isPresent() || ticks.getAsLong() - alert.since() < PATIENCE.toNanos()) {
            return exact;
        }
        Optional<Policy> newest = targets.newest(alert.verdict());
        if (newest.isEmpty()) {
            LOG.error(
                    "{}: its canary has no rollout, so nobody is told",
                    alert.verdict().id());
            List.of(Alert.Target.values()).forEach(alert::done);
        }
        return newest;
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = ledger.toCommit();
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets, COMMIT_WITHIN);
            ledger.committed(offsets);
        } catch (CommitFailedException e) {
            LOG.warn("another instance took over before the offsets were committed: some alerts may be told twice");
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        try {
            commit();
        } catch (KafkaException e) {
            LOG.warn("offsets were not committed before another instance takes over: some alerts may be told twice", e);
        }
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        alerts.removeIf(alert -> partitions.contains(alert.partition()));
        ledger.forget(partitions);
    }
}
