package io.flowcanary.local.centre;

import java.time.Instant;
import java.util.Optional;

/**
 * A call's time in the inbound call flow.
 *
 * @param enteredAt start of the flow
 * @param gateAt when the version was set; empty when the caller was gone before
 * @param bot a bot flow that ran within the menu
 * @param leftAt end of the flow
 * @param exit how it ended
 * @param goal the flow outcome it recorded, if any
 */
public record MenuVisit(
        Instant enteredAt,
        Optional<Instant> gateAt,
        Optional<BotTalk> bot,
        Instant leftAt,
        FlowExit exit,
        Optional<Goal> goal) {
    /**
     * A bot flow within the menu. Its end says nothing about the call.
     *
     * @param from when the bot took over
     * @param to when it gave the caller back
     * @param understood false when the bot gave up
     */
    public record BotTalk(Instant from, Instant to, boolean understood) {}

    /**
     * A recorded flow outcome.
     *
     * @param from when the flow began to pursue it
     * @param to when it was recorded
     * @param reached false for a FAILURE
     */
    public record Goal(Instant from, Instant to, boolean reached) {}
}
