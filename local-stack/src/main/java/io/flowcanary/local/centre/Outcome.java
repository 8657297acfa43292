package io.flowcanary.local.centre;

/**
 * What the plan of a call says became of it. The events follow from this; it is never derived from them.
 *
 * @param ended the customer left, and an event says so
 * @param abandoned left while waiting in a queue
 * @param transferred an agent handed the call on
 * @param contained the flow served the call and ended it, without a queue
 * @param ivrHangup the caller hung up in the menu
 * @param errored the flow or the connection broke
 * @param goalMissed the flow recorded that its outcome {@link Directory#GOAL} failed, and handed the caller to a queue
 * @param handleMs agents' interacting, held, dialing, contacting and after-call work together, milliseconds; 0 when no
 *     agent took the call
 * @param talkMs agents' interacting time, milliseconds
 */
public record Outcome(
        boolean ended,
        boolean abandoned,
        boolean transferred,
        boolean contained,
        boolean ivrHangup,
        boolean errored,
        boolean goalMissed,
        long handleMs,
        long talkMs) {
    /** Some agent spent time on the call. */
    public boolean handled() {
        return handleMs > 0;
    }
}
