package io.flowcanary.act;

import io.flowcanary.act.ParameterStore.Version;
import io.flowcanary.record.Command;
import io.flowcanary.record.Intent;
import io.flowcanary.record.Rollout;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one canary's parameter what its rollout wants, one look at a time. Remembers nothing that a restart may not lose. */
final class ParameterKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(ParameterKeeper.class);
    private static final String ACTOR = "flow-canary";

    private final ParameterStore store;
    private final Intents intents;
    private final Consumer<Command> commands;
    private final Clock clock;
    private final Map<String, List<Version>> histories = new HashMap<>();
    private final Map<String, String> told = new HashMap<>();

    /** The intents of every instance, by parameter; {@link #add} returns once the intent can no longer be lost. */
    interface Intents {
        Collection<Intent> of(String parameter);

        void add(Intent intent);
    }

    ParameterKeeper(ParameterStore store, Intents intents, Consumer<Command> commands, Clock clock) {
        this.store = store;
        this.intents = intents;
        this.commands = commands;
        this.clock = clock;
    }

    /**
     * Looks at the parameter and does what is to be done: writes and reads back, confirms, or reports.
     *
     * @throws EffectException when the store does not do what it is asked
     */
    void look(Rollout wanted) {
        if (act(wanted) == ShareDecision.WRITE) {
            act(wanted);
        }
    }

    private ShareDecision act(Rollout wanted) {
        String parameter = wanted.policy().parameter();
        List<Version> history = history(parameter);
        Version found = history.isEmpty() ? null : history.get(history.size() - 1);
        Map<String, Intent> known = new HashMap<>();
        intents.of(parameter).forEach(intent -> known.put(intent.id(), intent));
        ShareDecision decision = ShareDecision.of(wanted, found, new Attribution(known, history));
        switch (decision) {
            case WRITE -> write(wanted, found);
            case CONFIRM -> confirm(wanted, found);
            case REPORT -> report(wanted, found);
            case NOTHING -> {}
        }
        return decision;
    }

    /** The history is read only when the version has changed: every look takes one call, and a change two. */
    private List<Version> history(String parameter) {
        Optional<Version> inForce = store.read(parameter);
        if (inForce.isEmpty()) {
            return List.of();
        }
        List<Version> known = histories.get(parameter);
        if (known != null
                && known.get(known.size() - 1).version() == inForce.get().version()) {
            return known;
        }
        List<Version> history = store.history(parameter);
        if (!history.isEmpty()) {
            histories.put(parameter, history);
        }
        return history;
    }

    private void write(Rollout wanted, Version found) {
        String parameter = wanted.policy().parameter();
        Intent intent = new Intent(
                UUID.randomUUID().toString(),
                parameter,
                wanted.canary(),
                wanted.epoch(),
                wanted.share(),
                clock.instant());
        intents.add(intent);
        LOG.info(
                "{}: writing {} % to {} (epoch {}), which holds {}",
                wanted.canary(), wanted.share(), parameter, wanted.epoch(), found == null ? "nothing" : found.value());
        histories.remove(parameter);
        store.write(parameter, Integer.toString(wanted.share()), Description.of(intent));
    }

    private void confirm(Rollout wanted, Version found) {
        String id = "applied-" + wanted.epoch() + '-' + found.version();
        if (wanted.confirmedAt() == null && !id.equals(told.put(wanted.canary(), id))) {
            LOG.info("{}: {} % is in force (version {})", wanted.canary(), wanted.share(), found.version());
            commands.accept(new Command.Applied(
                    id,
                    wanted.canary(),
                    clock.instant(),
                    ACTOR,
                    "read back",
                    wanted.epoch(),
                    wanted.share(),
                    found.version()));
        }
    }

    private void report(Rollout wanted, Version found) {
        String id = "external-change-" + wanted.epoch() + '-' + found.version();
        if (!id.equals(told.put(wanted.canary(), id))) {
            LOG.warn(
                    "{}: somebody else wrote '{}' to {} (version {})",
                    wanted.canary(),
                    found.value(),
                    wanted.policy().parameter(),
                    found.version());
            commands.accept(new Command.ExternalChange(
                    id,
                    wanted.canary(),
                    clock.instant(),
                    "unknown",
                    "not ours",
                    wanted.epoch(),
                    found.value(),
                    found.version()));
        }
    }
}
