package io.flowcanary.topics.reshape;

import io.flowcanary.topics.Topic;
import io.flowcanary.topics.TopicAdmin;
import io.flowcanary.topics.reshape.TopicState.Copy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Gives topics with another number of partitions the contract's again. Kafka can only add partitions, so each topic is copied,
 * deleted, created and filled again; its group goes on where it was. What was done is read from the broker at each
 * step, so a reset that failed half way goes on where it stopped.
 */
public final class TopicReset {
    private final BrokerTopics broker;
    private final RecordCopier copier;

    /**
     * @param client how to reach Kafka, by Kafka's names
     * @param groups the consumer groups whose places in the topics are kept
     */
    public TopicReset(Admin admin, Map<String, Object> client, List<String> groups) {
        broker = new BrokerTopics(admin, groups);
        copier = new RecordCopier(client);
    }

    /** What is to do, by what the broker holds now. Changes nothing. */
    public ResetPlan plan() {
        List<TopicState> states = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            TopicState state = broker.state(topic);
            if (state.toReset()) {
                states.add(state);
            }
        }
        return new ResetPlan(states, broker.members());
    }

    /**
     * Does what the plan says.
     *
     * @param quiet how long nobody may write before it begins: longer than the bridge's heartbeat
     * @param progress hears of each step once it is done
     * @throws IllegalStateException when something stands in the way, or somebody writes meanwhile; nothing is lost then, and
     *     it can be called again
     */
    public void apply(ResetPlan plan, Duration quiet, Consumer<String> progress) {
        if (!plan.obstacles().isEmpty()) {
            throw new IllegalStateException(String.join("; ", plan.obstacles()));
        }
        awaitQuiet(plan, quiet);
        plan.topics().forEach(state -> reset(state, progress));
    }

    /** A bridge belongs to no group: only its writing shows that it runs. */
    private void awaitQuiet(ResetPlan plan, Duration quiet) {
        long before = written(plan);
        long end = System.nanoTime() + quiet.toNanos();
        for (long left = quiet.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        if (written(plan) != before) {
            throw new IllegalStateException("somebody writes to " + plan.names()
                    + ": stop every bridge and every streams service first; nothing was changed");
        }
    }

    private long written(ResetPlan plan) {
        return plan.topics().stream()
                .filter(state -> state.partitions() != 0)
                .mapToLong(state -> broker.written(state.topic().topicName()))
                .sum();
    }

    private void reset(TopicState state, Consumer<String> progress) {
        Topic topic = state.topic();
        String name = topic.topicName();
        String copy = TopicAdmin.copyOf(topic);
        if (state.copy() == Copy.BEGUN) {
            broker.delete(copy);
            progress.accept("deleted " + copy + ", which was not complete");
        }
        if (state.misshapen()) {
            if (state.copy() != Copy.COMPLETE) {
                fill(topic, copy);
                progress.accept("copied " + name + " to " + copy);
            }
            broker.delete(name);
        } else if (state.copy() == Copy.BEGUN) {
            return;
        }
        boolean fresh = state.partitions() != topic.partitions();
        if (fresh) {
            broker.createLike(copy, topic);
            progress.accept("created " + name + " with " + topic.partitions() + " partitions");
        }
        copier.copyAlike(fresh ? Map.of() : broker.ends(name), broker.marks(copy), name);
        broker.movePlaces(copy, name);
        broker.delete(copy);
        progress.accept("copied the records of " + name + " back");
    }

    /** First what the group has read, then the rest, so that one place tells them apart again. */
    private void fill(Topic topic, String copy) {
        String name = topic.topicName();
        broker.createCopy(topic, copy);
        Ranges all = broker.ranges(name);
        Ranges read = broker.read(all);
        copier.copyByKey(read, topic.partitions(), copy);
        broker.keepPlaces(name, copy);
        copier.copyByKey(all.after(read), topic.partitions(), copy);
        if (!broker.ranges(name).equals(all)) {
            throw new IllegalStateException("somebody wrote to " + name
                    + " while it was copied: stop every bridge and every streams service, and begin again;"
                    + " nothing was deleted");
        }
        broker.mark(copy, broker.written(name));
    }
}
