package io.flowcanary.local.centre;

import io.flowcanary.local.centre.ConversationEvent.Fields;
import io.flowcanary.local.centre.ConversationEvent.Party;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** The events of one call as they happen, and what its events have in common. */
final class Script {
    private final Call call;
    private final RandomGenerator random;
    private final Caller caller;
    private final Party customer;
    private final List<ConversationEvent> events = new ArrayList<>();

    private Script(Call call, RandomGenerator random) {
        this.call = call;
        this.random = random;
        this.caller = Caller.draw(random);
        this.customer = newParty();
    }

    static Script of(CentreSettings settings, Call call, RandomGenerator random) {
        Script script = new Script(call, random);
        CustomerEvents.write(script);
        call.menu().ifPresent(menu -> {
            AttributeEvents.write(script, settings, menu);
            MenuEvents.write(script, settings, menu);
        });
        call.queues().forEach(visit -> QueueEvents.write(script, visit));
        return script;
    }

    void add(EventTopic topic, Instant time, Party party, Fields fields) {
        boolean lost = topic == EventTopic.ATTRIBUTES && call.attributesLost();
        if (!lost && !time.isAfter(call.silentAfter())) {
            events.add(new ConversationEvent(topic, time, party, fields));
        }
    }

    /** In the order they happened. */
    List<ConversationEvent> events() {
        return events.stream()
                .sorted(Comparator.comparing(ConversationEvent::time))
                .toList();
    }

    Party newParty() {
        return new Party(newId(), newId());
    }

    String newId() {
        return Identifiers.uuid(random).toString();
    }

    Call call() {
        return call;
    }

    Caller caller() {
        return caller;
    }

    Party customer() {
        return customer;
    }

    RandomGenerator random() {
        return random;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }
}
