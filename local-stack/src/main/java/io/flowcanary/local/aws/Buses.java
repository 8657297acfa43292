package io.flowcanary.local.aws;

import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The event buses with their rules. */
final class Buses {
    static final String DEFAULT = "default";

    /** Takes an event to one target of a rule. */
    interface Delivery {
        void deliver(Rule rule, Target target, String event);
    }

    private final Map<String, SortedMap<String, Rule>> buses = new ConcurrentHashMap<>();
    private final Delivery delivery;

    Buses(Delivery delivery) {
        this.delivery = delivery;
        create(DEFAULT);
    }

    /** False when the bus is already there. */
    boolean create(String name) {
        return buses.putIfAbsent(name, new ConcurrentSkipListMap<>()) == null;
    }

    void delete(String name) {
        buses.remove(name);
    }

    boolean has(String name) {
        return buses.containsKey(name);
    }

    SortedMap<String, Rule> rules(String bus) {
        SortedMap<String, Rule> rules = buses.get(bus);
        if (rules == null) {
            throw new AwsError("ResourceNotFoundException", "Event bus " + bus + " does not exist.");
        }
        return rules;
    }

    /** Gives the envelope, byte for byte, to each target of each enabled rule that it matches. */
    void put(String bus, String envelope) {
        for (Rule rule : rules(bus).values()) {
            if (rule.enabled() && rule.pattern().matches(envelope)) {
                rule.targets().values().forEach(target -> delivery.deliver(rule, target, envelope));
            }
        }
    }
}
