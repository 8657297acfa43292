package io.flowcanary.local.centre;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The plan of one call. All instants are whole milliseconds.
 *
 * @param index number of the call, from 0
 * @param conversationId of its conversation
 * @param start when the customer came
 * @param branch the way taken at the gate
 * @param path the way through the contact centre
 * @param attributesLost no attribute event is ever delivered
 * @param menu the visit to the flow; empty for a campaign's call
 * @param queues the waits, in order; a campaign's call has one without a wait
 * @param end when the customer left
 * @param endDisconnect how the customer left, in the words of the event
 * @param silentAfter later events of the call are never sent; {@link Instant#MAX} when all are
 * @param outcome what became of it
 * @param eventSeed of what the plan does not fix: identifiers, personal data, delays
 */
public record Call(
        long index,
        UUID conversationId,
        Instant start,
        Branch branch,
        CallPath path,
        boolean attributesLost,
        Optional<MenuVisit> menu,
        List<QueueVisit> queues,
        Instant end,
        String endDisconnect,
        Instant silentAfter,
        Outcome outcome,
        long eventSeed) {
    public Call {
        queues = List.copyOf(queues);
    }

    /** The version that the call's attribute events tell; empty when none of them does. */
    public Optional<String> toldVersion() {
        return attributesLost ? Optional.empty() : branch.version();
    }
}
