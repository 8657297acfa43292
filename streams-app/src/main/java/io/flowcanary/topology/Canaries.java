package io.flowcanary.topology;

import io.flowcanary.record.Message;
import io.flowcanary.rollout.CanaryState;
import io.flowcanary.rollout.RolloutMachine;
import io.flowcanary.rollout.Step;
import io.flowcanary.tally.CompleteCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The canaries of one judging task: keeps what a step leads to, and publishes it. */
final class Canaries {
    private final ProcessorContext<String, Message> context;
    private final KeyValueStore<String, CanaryState> states;
    private final StoredTallies tallies;

    Canaries(ProcessorContext<String, Message> context) {
        this.context = context;
        states = Store.CANARIES.of(context);
        tallies = new StoredTallies(Store.TALLIES.of(context));
    }

    RolloutMachine machine(String canary) {
        return new RolloutMachine(w -> new CompleteCounts(tallies, canary, w));
    }

    CanaryState state(String canary) {
        return Objects.requireNonNullElse(states.get(canary), CanaryState.NONE);
    }

    List<KeyValue<String, CanaryState>> active() {
        List<KeyValue<String, CanaryState>> active = new ArrayList<>();
        try (KeyValueIterator<String, CanaryState> all = states.all()) {
            all.forEachRemaining(entry -> {
                if (entry.value.active()) {
                    active.add(entry);
                }
            });
        }
        return active;
    }

    boolean parameterTaken(String parameter, String byOtherThan) {
        return active().stream()
                .anyMatch(other -> !other.key.equals(byOtherThan)
                        && other.value.rollout().policy().parameter().equals(parameter));
    }

    void take(String canary, Step step) {
        states.put(canary, step.state());
        if (step.rollout() != null) {
            forward(canary, step.rollout(), CanaryTopology.WRITE_ROLLOUTS);
        }
        if (step.verdict() != null) {
            forward(canary, step.verdict(), CanaryTopology.WRITE_VERDICTS);
        }
    }

    void forward(String key, Message message, String child) {
        context.forward(new Record<>(key, message, context.currentSystemTimeMs()), child);
    }
}
