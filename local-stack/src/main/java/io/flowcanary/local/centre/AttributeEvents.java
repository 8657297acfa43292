package io.flowcanary.local.centre;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the flow and the agents write into the customer's participant data: the version among things that a reader has
 * no business with. An event carries either the whole map or only what changed.
 */
final class AttributeEvents {
    private final Script script;
    private final SortedMap<String, String> soFar = new TreeMap<>();

    private AttributeEvents(Script script) {
        this.script = script;
    }

    static void write(Script script, CentreSettings settings, MenuVisit menu) {
        AttributeEvents events = new AttributeEvents(script);
        Caller caller = script.caller();
        if (script.chance(0.7)) {
            Instant recognisedAt =
                    menu.enteredAt().plusMillis(100 + script.random().nextInt(250));
            events.set(recognisedAt, Map.of("accountNumber", caller.accountNumber(), "callerName", caller.name()));
        }
        menu.gateAt().ifPresent(gateAt -> {
            String version = script.call().branch().version().orElseThrow();
            events.set(
                    gateAt,
                    Map.of(settings.nameAttribute(), settings.canaryName(), settings.versionAttribute(), version));
            if (script.chance(0.5)) {
                Instant chosenAt =
                        menu.leftAt().minusMillis(10 + script.random().nextInt(500));
                events.set(chosenAt, Map.of("menuChoice", "billing", "callbackNumber", caller.ani()));
            }
        });
        script.call().queues().stream().flatMap(visit -> visit.talk().stream()).forEach(talk -> {
            if (script.chance(0.1)) {
                Instant notedAt = talk.endedAt().minusMillis(script.random().nextInt(5_000));
                events.set(notedAt, Map.of("caseNumber", "CASE-" + caller.accountNumber()));
            }
        });
    }

    private void set(Instant time, Map<String, String> changed) {
        soFar.putAll(changed);
        // Ordered by name: Map.of has an order of its own in every run, and a recording must not.
        Map<String, String> told = new TreeMap<>(script.chance(0.5) ? soFar : changed);
        String session = script.customer().sessionId();
        script.add(EventTopic.ATTRIBUTES, time, script.customer(), body -> {
            body.writeArrayPropertyStart("communications")
                    .writeStartObject()
                    .writeStringProperty("id", session)
                    .writeStringProperty("mediaType", "VOICE")
                    .writeEndObject()
                    .writeEndArray();
            body.writeObjectPropertyStart("attributes");
            told.forEach(body::writeStringProperty);
            body.writeEndObject();
        });
    }
}
