package io.flowcanary.act;

import io.flowcanary.record.Command;
import io.flowcanary.record.Intent;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Rollout;
import io.flowcanary.topics.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps each parameter equal to the share that its canary's latest rollout wants. Level-triggered: it reads the rollouts from
 * the beginning whenever it gets a partition, and each parameter again and again, so that a missed moment costs nothing.
 */
final class ShareKeeper implements Worker.Job {
    static final String GROUP = "flow-canary-keeper";
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<String, byte[]> rollouts;
    private final TopicTable intentTopic;
    private final Producer<String, byte[]> producer;
    private final ParameterKeeper parameters;
    private final Troubles troubles;
    private final Duration readInterval;
    private final Clock wall;
    private final Map<TopicPartition, Map<String, Rollout>> wanted = new HashMap<>();
    private final Map<String, Attempt> attempts = new HashMap<>();
    private final Map<String, List<Intent>> intents = new HashMap<>();

    /** When a canary's parameter is looked at next. */
    private static final class Attempt {
        private final Backoff backoff = new Backoff(new Random());
        private Instant next = Instant.MIN;
    }

    /**
     * @param clock what commands and intents are dated by
     * @param wall what the time between two looks goes by
     */
    ShareKeeper(
            Consumer<String, byte[]> rollouts,
            TopicTable intentTopic,
            Producer<String, byte[]> producer,
            ParameterStore store,
            Troubles troubles,
            Duration readInterval,
            Clock clock,
            Clock wall) {
        this.rollouts = rollouts;
        this.intentTopic = intentTopic;
        this.producer = producer;
        this.troubles = troubles;
        this.readInterval = readInterval;
        this.wall = wall;
        parameters = new ParameterKeeper(store, new KnownIntents(), this::send, clock);
        rollouts.subscribe(List.of(Topic.ROLLOUTS.topicName()), new FromTheBeginning());
    }

    @Override
    public void round() {
        rollouts.poll(POLL).forEach(this::learn);
        List<Rollout> all = new ArrayList<>();
        wanted.values().forEach(byCanary -> all.addAll(byCanary.values()));
        for (Rollout rollout : all) {
            Attempt attempt = attempts.computeIfAbsent(rollout.canary(), canary -> new Attempt());
            if (!wall.instant().isBefore(attempt.next)) {
                look(rollout, attempt);
            }
        }
    }

    private void look(Rollout rollout, Attempt attempt) {
        String target = "parameter " + rollout.policy().parameter();
        try {
            intentTopic.catchUp(this::learnIntent);
            parameters.look(rollout);
            attempt.backoff.succeeded();
            attempt.next = wall.instant().plus(readInterval);
            troubles.end(target);
        } catch (EffectException problem) {
            attempt.next = wall.instant().plus(attempt.backoff.next());
            troubles.begin(target, problem);
        }
    }

    private void learn(ConsumerRecord<String, byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Map<String, Rollout> byCanary = wanted.computeIfAbsent(partition, key -> new HashMap<>());
        if (record.value() == null) {
            byCanary.remove(record.key());
            return;
        }
        byCanary.put(record.key(), Messages.read(record.value(), Rollout.class));
        attempts.computeIfAbsent(record.key(), canary -> new Attempt()).next = Instant.MIN;
    }

    private void learnIntent(ConsumerRecord<String, byte[]> record) {
        Intent intent = Messages.read(record.value(), Intent.class);
        intents.computeIfAbsent(intent.parameter(), parameter -> new ArrayList<>())
                .add(intent);
    }

    private void send(Command command) {
        Clients.write(producer, Topic.COMMANDS, command.canary(), command);
    }

    @Override
    public void close() {
        rollouts.close();
        intentTopic.close();
        producer.close();
    }

    private final class KnownIntents implements ParameterKeeper.Intents {
        @Override
        public Collection<Intent> of(String parameter) {
            return intents.getOrDefault(parameter, List.of());
        }

        @Override
        public void add(Intent intent) {
            Clients.write(producer, Topic.INTENTS, intent.parameter(), intent);
            intentTopic.catchUp(ShareKeeper.this::learnIntent);
        }
    }

    private final class FromTheBeginning implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(wanted::remove);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            rollouts.seekToBeginning(partitions);
        }
    }
}
