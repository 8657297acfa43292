package io.flowcanary.act;

import io.flowcanary.act.Alert.Target;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.record.UnusableRecordException;
import io.flowcanary.record.Verdict;
import io.flowcanary.topics.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of each transition, and of rollouts that hold for long. Whom an alert has reached is committed at once, with the offset
 * (see {@link OffsetLedger}), and an alert that cannot be delivered holds back its partition's offset but no other alert. So a
 * restart or a rebalance repeats nothing. Told twice is only what a crash cut off between the target's answer and that commit, or
 * what a target took without its answer reaching us: neither SNS nor EventBridge knows duplicates, so each message carries its
 * verdict's id.
 *
 * <p>Verdicts older than a day are not told: whoever replays history, or starts a group afresh, pages nobody.
 */
final class Announcer implements Loop.Turn, ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration OLD = Duration.ofHours(24);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration COMMIT_WITHIN = Duration.ofSeconds(3);
    private static final int FULL = 500;

    private final List<Alert> alerts = new ArrayList<>();
    private final OffsetLedger ledger = new OffsetLedger();
    private final Set<TopicPartition> unrecalled = new HashSet<>();
    private final Consumer<String, byte[]> consumer;
    private final AlertTargets targets;
    private final Courier courier;
    private final HoldDigest digest;
    private final VerdictMeters meters;
    private final Clock clock;
    private final LongSupplier ticks;
    private final Duration claim;
    private boolean targetsRead;

    /**
     * @param ticks monotonic nanoseconds
     * @param claim how long after a poll the partitions are surely still ours, less one call to a target
     */
    Announcer(
            Consumer<String, byte[]> consumer,
            AlertTargets targets,
            Courier courier,
            HoldDigest digest,
            VerdictMeters meters,
            Clock clock,
            LongSupplier ticks,
            Duration claim) {
        this.consumer = consumer;
        this.targets = targets;
        this.courier = courier;
        this.digest = digest;
        this.meters = meters;
        this.clock = clock;
        this.ticks = ticks;
        this.claim = claim;
        consumer.subscribe(List.of(Topic.VERDICTS.topicName()), this);
    }

    @Override
    public void turn() {
        // Whether a hold is long shows in its rollout: they are known before the first verdict is looked at.
        targetsRead = targetsRead || targets.readAll();
        if (!targetsRead) {
            return;
        }
        recall();
        if (alerts.size() >= FULL) {
            consumer.pause(consumer.assignment());
        } else if (!consumer.paused().isEmpty()) {
            consumer.resume(consumer.paused());
        }
        long polledAt = ticks.getAsLong();
        targets.read();
        ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
        records.forEach(this::take);
        if (!records.isEmpty()) {
            meters.show();
        }
        for (Alert alert : List.copyOf(alerts)) {
            Optional<Policy> policy = policy(alert);
            for (Target target : Target.values()) {
                boolean entitled = ticks.getAsLong() - polledAt < claim.toNanos();
                if (policy.isPresent() && entitled && alert.due(target, ticks.getAsLong())) {
                    bring(alert, target, policy.get());
                }
            }
        }
        alerts.stream().filter(Alert::over).forEach(alert -> ledger.done(alert.partition(), alert.offset()));
        alerts.removeIf(Alert::over);
        commit();
    }

    /** New partitions stay paused until it is known who was told already. */
    private void recall() {
        if (!unrecalled.isEmpty()) {
            consumer.committed(Set.copyOf(unrecalled), COMMIT_WITHIN).forEach(ledger::recall);
            unrecalled.clear();
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        ledger.begin(partition, record.offset());
        Optional<Verdict> verdict = read(record);
        verdict.ifPresent(read -> meters.read(partition, read));
        Optional<News> news = verdict.flatMap(this::news);
        if (news.isPresent()) {
            Set<Target> told = ledger.told(partition, record.offset());
            alerts.add(new Alert(news.get(), partition, record.offset(), told, ticks.getAsLong()));
        } else {
            ledger.done(partition, record.offset());
        }
    }

    private Optional<News> news(Verdict verdict) {
        Duration age = Duration.between(verdict.judgedAt(), clock.instant());
        if (verdict.transition()) {
            if (age.compareTo(OLD) > 0) {
                LOG.info("{}: too old to be told", verdict.id());
                return Optional.empty();
            }
            return Optional.of(News.transition(verdict));
        }
        return age.compareTo(digest.period()) > 0
                ? Optional.empty()
                : targets.rollout(verdict)
                        .flatMap(rollout -> digest.due(verdict, rollout))
                        .map(held -> new News(verdict, held));
    }

    private static Optional<Verdict> read(ConsumerRecord<String, byte[]> record) {
        try {
            return record.value() == null
                    ? Optional.empty()
                    : Optional.of(Messages.read(record.value(), Verdict.class));
        } catch (UnusableRecordException e) {
            LOG.error(
                    "the verdict at {}-{}@{} cannot be read, so nobody is told of it: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private void bring(Alert alert, Target target, Policy policy) {
        if (courier.bring(alert, target, policy)) {
            ledger.told(alert.partition(), alert.offset(), target);
            commit();
        }
    }

    /** A rollout is published together with its verdict, but may be read a little later. */
    private Optional<Policy> policy(Alert alert) {
        Verdict verdict = alert.news().verdict();
        Optional<Policy> exact = targets.policy(verdict);
        if (exact.isPresent() || ticks.getAsLong() - alert.since() < PATIENCE.toNanos()) {
            return exact;
        }
        Optional<Policy> newest = targets.newest(verdict);
        if (newest.isEmpty()) {
            LOG.error("{}: its canary has no rollout, so nobody is told", verdict.id());
            List.of(Target.values()).forEach(alert::done);
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
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        unrecalled.addAll(partitions);
    }

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
        unrecalled.removeAll(partitions);
        ledger.forget(partitions);
        meters.forget(partitions);
    }
}
