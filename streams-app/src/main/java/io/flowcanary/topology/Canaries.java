package io.flowcanary.topology;

import io.flowcanary.record.Answer;
import io.flowcanary.record.Message;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import io.flowcanary.rollout.CanaryState;
import io.flowcanary.rollout.Decision;
import io.flowcanary.rollout.RolloutMachine;
import io.flowcanary.tally.CompleteCounts;
import io.flowcanary.tally.PolicyTallies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The canaries of one judging task: keeps what is decided, and publishes it. */
final class Canaries {
    /** A verdict a minute and canary: a week of them is what people look back on. */
    static final Duration LOOKS_KEPT = Duration.ofDays(7);
    /** What changed something is kept as long as the topics keep it. */
    static final Duration CHANGES_KEPT = Duration.ofDays(90);

    static final RolloutMachine MACHINE = new RolloutMachine();

    private final ProcessorContext<String, Message> context;
    private final KeyValueStore<String, CanaryState> states;
    private final StoredTallies tallies;
    private final KeyValueStore<String, Verdict> verdicts;
    private final KeyValueStore<String, Answer> orders;

    Canaries(ProcessorContext<String, Message> context) {
        this.context = context;
        states = Store.CANARIES.of(context);
        tallies = new StoredTallies(Store.TALLIES.of(context));
        verdicts = Store.VERDICTS.of(context);
        orders = Store.ORDERS.of(context);
    }

    /**
     * Judges whole minutes up to the watermark that have not been judged, in order.
     *
     * @param most how many
     * @return whether there are more
     */
    boolean judge(String canary, CanaryState state, Instant w, int most) {
        CanaryState now = state;
        Optional<Instant> minute = MACHINE.nextLook(now, w);
        for (int looks = 0; minute.isPresent() && looks < most; looks++) {
            Decision decision = MACHINE.look(now, minute.get(), counts(now.rollout(), minute.get()));
            take(canary, decision);
            now = decision.state();
            minute = MACHINE.nextLook(now, w);
        }
        return minute.isPresent();
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

    void take(String canary, Decision decision) {
        states.put(canary, decision.state());
        decision.rollout().ifPresent(rollout -> forward(canary, rollout, CanaryTopology.WRITE_ROLLOUTS));
        decision.answer().ifPresent(answer -> tell(canary, answer));
        decision.verdicts().forEach(verdict -> say(decision.state().rollout(), verdict));
    }

    private void tell(String canary, Answer answer) {
        Chronicle.append(orders, canary, answer.at(), answer);
        forward(canary, answer, CanaryTopology.WRITE_ANSWERS);
    }

    /** Publishes a verdict, with figures also where none decided it. */
    void say(Rollout rollout, Verdict verdict) {
        String canary = rollout.canary();
        Verdict shown = verdict.versions().isEmpty()
                ? MACHINE.showing(verdict, rollout, counts(rollout, verdict.judgedAt()))
                : verdict;
        Chronicle.append(verdicts, canary, shown.judgedAt(), shown);
        forward(canary, shown, CanaryTopology.WRITE_VERDICTS);
    }

    private CompleteCounts counts(Rollout rollout, Instant w) {
        return new CompleteCounts(new PolicyTallies(tallies, rollout.policy()), rollout.canary(), w.toEpochMilli());
    }

    /** Forgets what is too old to be asked for. */
    void forgetBefore(Instant w) {
        List<String> known = new ArrayList<>();
        try (KeyValueIterator<String, CanaryState> all = states.all()) {
            all.forEachRemaining(entry -> known.add(entry.key));
        }
        for (String canary : known) {
            Chronicle.forget(verdicts, canary, w.minus(LOOKS_KEPT), verdict -> !verdict.transition());
            Chronicle.forget(verdicts, canary, w.minus(CHANGES_KEPT), verdict -> true);
            Chronicle.forget(orders, canary, w.minus(CHANGES_KEPT), answer -> true);
        }
    }

    void forward(String key, Message message, String child) {
        context.forward(new Record<>(key, message, context.currentSystemTimeMs()), child);
    }
}
