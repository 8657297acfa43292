package io.flowcanary.local.centre;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Plans a call's visit to the inbound call flow. */
final class MenuPlan {
    private final Spans spans;
    private final Instant enteredAt;

    MenuPlan(Spans spans, Instant callStart) {
        this.spans = spans;
        this.enteredAt = callStart.plusMillis(spans.between(40, 250));
    }

    MenuVisit goneBeforeGate() {
        Instant leftAt = enteredAt.plusMillis(spans.between(400, 1_400));
        return new MenuVisit(
                enteredAt, Optional.empty(), Optional.empty(), leftAt, FlowExit.DISCONNECT, Optional.empty());
    }

    MenuVisit hungUp() {
        return visit(spans.around(18_000, 1_000), FlowExit.DISCONNECT, 0, true);
    }

    MenuVisit served() {
        return visit(spans.around(70_000, 8_000), FlowExit.FLOW_DISCONNECT, 0.4, true);
    }

    MenuVisit failed() {
        FlowExit exit = spans.oneOf(
                FlowExit.FLOW_ERROR_DISCONNECT,
                FlowExit.FLOW_ERROR_DISCONNECT,
                FlowExit.FLOW_ERROR_DISCONNECT,
                FlowExit.RECOGNITION_FAILURE_DISCONNECT,
                FlowExit.FLOW_ERROR_EXIT,
                FlowExit.RECOGNITION_FAILURE_EXIT);
        return visit(spans.around(20_000, 1_000), exit, 0, true);
    }

    MenuVisit sentToQueue() {
        return visit(spans.around(25_000, 4_000), FlowExit.TRANSFER, 0.1, true);
    }

    /** The flow's error handler records the failure and sends the caller to a person. */
    MenuVisit sentToQueueByErrorHandler() {
        return visit(spans.around(25_000, 4_000), FlowExit.TRANSFER, 1, false);
    }

    private MenuVisit visit(long afterGateMs, FlowExit exit, double goalChance, boolean goalReached) {
        Instant gateAt = enteredAt.plusMillis(spans.between(1_500, 5_000));
        Instant leftAt = gateAt.plusMillis(afterGateMs);
        Optional<MenuVisit.Goal> goal = Optional.empty();
        if (spans.chance(goalChance)) {
            Instant recordedAt = leftAt.minusMillis(spans.between(20, 150));
            goal = Optional.of(new MenuVisit.Goal(gateAt, recordedAt, goalReached));
        }
        return new MenuVisit(enteredAt, Optional.of(gateAt), bot(gateAt, leftAt), leftAt, exit, goal);
    }

    private Optional<MenuVisit.BotTalk> bot(Instant gateAt, Instant leftAt) {
        boolean wanted = spans.chance(0.3);
        if (!wanted || Duration.between(gateAt, leftAt).toMillis() < 3_000) {
            return Optional.empty();
        }
        Instant from = gateAt.plusMillis(spans.between(300, 900));
        Instant to = leftAt.minusMillis(spans.between(200, 1_000));
        return Optional.of(new MenuVisit.BotTalk(from, to, spans.chance(0.95)));
    }
}
