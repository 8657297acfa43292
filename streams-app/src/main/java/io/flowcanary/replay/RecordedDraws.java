package io.flowcanary.replay;

import io.flowcanary.bridge.envelope.Parsed;
import io.flowcanary.record.ConversationEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the gate drew in a recording: each conversation's first draw by event time, whatever it drew later, under the canary's name
 * that the gate set or else the id of the first inbound call flow. Neither order nor repetition of envelopes matters.
 */
public final class RecordedDraws {
    private static final String INBOUND_CALL = "INBOUNDCALL";

    private final Map<String, Call> calls = new HashMap<>();

    /**
     * One draw.
     *
     * @param at event time, epoch milliseconds
     * @param version what was drawn
     */
    public record Draw(long at, String version) {
        private static final Comparator<Draw> ORDER =
                Comparator.comparingLong(Draw::at).thenComparing(Draw::version);
    }

    /** The earliest of each thing that is known of a conversation; null while none is. */
    private record Call(Draw version, Draw canary, Draw flow) {
        static final Call UNKNOWN = new Call(null, null, null);

        Call with(ConversationEvent event) {
            long at = event.eventTime();
            Draw flowNow =
                    event.flow() == null || !INBOUND_CALL.equals(event.flow().type())
                            ? flow
                            : earlier(flow, at, event.flow().id());
            return event.draw() == null
                    ? new Call(version, canary, flowNow)
                    : new Call(
                            earlier(version, at, event.draw().version()),
                            earlier(canary, at, event.draw().canary()),
                            flowNow);
        }

        String key() {
            Draw key = canary != null ? canary : flow;
            return key == null ? null : key.version();
        }

        private static Draw earlier(Draw known, long at, String name) {
            if (name == null) {
                return known;
            }
            Draw found = new Draw(at, name);
            return known == null || Draw.ORDER.compare(found, known) < 0 ? found : known;
        }
    }

    /** Takes in what was found next. */
    public void accept(Parsed parsed) {
        if (parsed instanceof Parsed.Event event) {
            calls.merge(
                    event.event().conversationId(),
                    Call.UNKNOWN.with(event.event()),
                    (known, added) -> known.with(event.event()));
        }
    }

    /** How many calls of this canary the gate drew no version for: callers who hang up before it, for example. */
    public long undrawn(String canary) {
        return calls.values().stream()
                .filter(call -> call.version() == null && canary.equals(call.key()))
                .count();
    }

    /** Per canary, its draws in the order in which they were made; calls without one are left out. */
    public SortedMap<String, List<Draw>> byCanary() {
        SortedMap<String, List<Draw>> draws = new TreeMap<>();
        for (Call call : calls.values()) {
            if (call.version() != null && call.key() != null) {
                draws.computeIfAbsent(call.key(), canary -> new ArrayList<>()).add(call.version());
            }
        }
        draws.values().forEach(list -> list.sort(Draw.ORDER));
        return draws;
    }
}
