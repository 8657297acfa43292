package io.flowcanary.act;

import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import io.flowcanary.topics.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of every transition, once on each channel that the policy names, in order. What has been told is committed afterwards,
 * and verdict ids are remembered, so only a crash between the telling and the commit tells twice.
 */
final class Announcer implements Worker.Job {
    static final String GROUP = "flow-canary-announcer";
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int REMEMBERED = 10_000;

    private final Consumer<String, byte[]> verdicts;
    private final TopicTable rolloutTopic;
    private final List<Channel> channels;
    private final Troubles troubles;
    private final Clock wall;
    private final Map<String, Policy> policies = new HashMap<>();
    private final Deque<Announcement> waiting = new ArrayDeque<>();
    private final Backoff backoff = new Backoff(new Random());
    private final Map<String, Boolean> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };
    private Instant next = Instant.MIN;

    /** A transition and the channels that have yet to tell of it. */
    private record Announcement(Verdict verdict, Policy policy, List<Channel> left) {}

    Announcer(
            Consumer<String, byte[]> verdicts,
            TopicTable rolloutTopic,
            List<Channel> channels,
            Troubles troubles,
            Clock wall) {
        this.verdicts = verdicts;
        this.rolloutTopic = rolloutTopic;
        this.channels = channels;
        this.troubles = troubles;
        this.wall = wall;
        verdicts.subscribe(List.of(Topic.VERDICTS.topicName()), new ForgetWhatIsLeft());
    }

    @Override
    public void round() {
        verdicts.poll(POLL).forEach(this::take);
        while (!waiting.isEmpty() && !wall.instant().isBefore(next) && tell(waiting.peek())) {
            told.put(waiting.remove().verdict().id(), true);
        }
        if (waiting.isEmpty()) {
            verdicts.resume(verdicts.paused());
            verdicts.commitSync();
        } else {
            // Polling a paused consumer keeps its place in the group for as long as AWS is away.
            verdicts.pause(verdicts.assignment());
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        Verdict verdict = Messages.read(record.value(), Verdict.class);
        if (!verdict.transition() || told.containsKey(verdict.id())) {
            return;
        }
        Policy policy = policy(verdict);
        if (policy == null) {
            LOG.error("{}: no policy {} is known, nobody is told", verdict.id(), verdict.policyRevision());
            return;
        }
        List<Channel> left = new ArrayList<>(channels);
        left.removeIf(channel -> channel.target(policy).isEmpty());
        waiting.add(new Announcement(verdict, policy, left));
    }

    /** The rollout that carries the policy was committed together with the verdict. */
    private Policy policy(Verdict verdict) {
        if (!policies.containsKey(verdict.policyRevision())) {
            rolloutTopic.catchUp(record -> {
                if (record.value() != null) {
                    Rollout rollout = Messages.read(record.value(), Rollout.class);
                    policies.put(rollout.policyRevision(), rollout.policy());
                }
            });
        }
        return policies.get(verdict.policyRevision());
    }

    private boolean tell(Announcement announcement) {
        announcement.left().removeIf(channel -> {
            String target = channel.target(announcement.policy()).orElseThrow();
            try {
                channel.tell(target, announcement.verdict(), announcement.policy());
                LOG.info("{}: told {}", announcement.verdict().id(), target);
                troubles.end(target);
                return true;
            } catch (EffectException problem) {
                troubles.begin(target, problem);
                return false;
            }
        });
        if (announcement.left().isEmpty()) {
            backoff.succeeded();
            return true;
        }
        next = wall.instant().plus(backoff.next());
        return false;
    }

    @Override
    public void close() {
        verdicts.close();
        rolloutTopic.close();
    }

    /** Another instance will tell what was not committed. */
    private final class ForgetWhatIsLeft implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            waiting.clear();
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
    }
}
