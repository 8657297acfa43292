package io.flowcanary.local.aws;

import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** The event buses and the way from an event over matching rules to their targets. */
final class Buses {
    static final String DEFAULT = "default";

    private final Map<String, SortedMap<String, Rule>> buses = new ConcurrentHashMap<>();
    private final BiConsumer<String, String> target;

    /** {@code target} takes the ARN of a queue and the body for it. */
    Buses(BiConsumer<String, String> target) {
        this.target = target;
        create(DEFAULT);
    }

    /** False when the bus is already there. */
    boolean create(String name) {
        return buses.putIfAbsent(name, new ConcurrentSkipListMap<>()) == null;
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
    void put(String bus, String envelopeText, JsonNode envelope) {
        for (Rule rule : rules(bus).values()) {
            if (rule.enabled() && rule.pattern().matches(envelope)) {
                rule.targets().values().forEach(arn -> target.accept(arn, envelopeText));
            }
        }
    }
}
