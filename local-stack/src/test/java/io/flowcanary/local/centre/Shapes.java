package io.flowcanary.local.centre;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The ways that calls take through real contact centres, each with what it counts for, as docs/METRICS.md has it. */
public final class Shapes {
    /** The canary that the calls are of. */
    public static final String CANARY = "shapes";

    static final String GOAL = "0f2c9f1e-58f3-4f57-b4a4-3f0f6b1f2a55";

    private final List<CallShape> all = new ArrayList<>();
    private final String version;

    private Shapes(String version) {
        this.version = version;
    }

    /** Every shape once, of calls of one version, a minute apart. */
    static List<CallShape> of(String version) {
        Shapes shapes = new Shapes(version);
        shapes.selfService();
        shapes.queues();
        shapes.agents();
        shapes.media();
        shapes.errors();
        return shapes.all;
    }

    /** All envelopes of all shapes, in order of time. */
    public static Stream<String> lines(String version) {
        return of(version).stream().flatMap(shape -> shape.lines().stream());
    }

    private void add(String name, UnaryOperator<CallShape> events) {
        all.add(events.apply(new CallShape(name, version, all.size()).calls()));
    }

    private void selfService() {
        add(
                "the flow serves the caller",
                call -> call.flowEnds(80, "FLOW_DISCONNECT").ends(81).counts("ended", "contained"));
        add(
                "one flow hands over to another, which serves",
                call -> call.hands(30, "FLOW")
                        .flowEnds(80, "FLOW_DISCONNECT")
                        .ends(81)
                        .counts("ended", "contained"));
        add(
                "in the third flow the caller hangs up",
                call -> call.hands(30, "FLOW")
                        .hands(50, "FLOW")
                        .flowEnds(80, "DISCONNECT")
                        .ends(80)
                        .counts("ended", "hung up"));
        add(
                "a secure flow takes the card number and gives the call back",
                call -> call.hands(30, "SECURE_FLOW")
                        .flowEnds(60, "SECURECALL", "TRANSFER", "FLOW")
                        .flowEnds(90, "FLOW_DISCONNECT")
                        .ends(91)
                        .counts("ended", "contained"));
        add(
                "the second flow breaks",
                call -> call.hands(30, "FLOW")
                        .flowEnds(50, "FLOW_ERROR_DISCONNECT")
                        .ends(51)
                        .counts("ended", "errored"));
        add(
                "the second flow sends the caller to a queue",
                call -> call.hands(30, "FLOW")
                        .hands(50, "ACD")
                        .queues(50)
                        .leavesQueue(90, "ANSWERED")
                        .rings(85, "a")
                        .agentEnds(200, "a", "PEER", 110_000)
                        .ends(200)
                        .counts("ended")
                        .works(110_000, 110_000)
                        .asGenesys(1, 1, 0, 0));
        add(
                "a bot gives up within the flow, which serves",
                call -> call.flowEnds(20, "BOT", "RECOGNITION_FAILURE_EXIT", null)
                        .flowEnds(40, "DIGITALBOT", "FLOW_ERROR_EXIT", null)
                        .flowEnds(80, "FLOW_DISCONNECT")
                        .ends(81)
                        .counts("ended", "contained"));
        add(
                "a common module within the flow ends",
                call -> call.flowEnds(20, "COMMONMODULE", "FLOW_DISCONNECT", null)
                        .flowEnds(80, "DISCONNECT")
                        .ends(80)
                        .counts("ended", "hung up"));
        add(
                "the flow sends the caller to a number outside",
                call -> call.hands(30, "NUMBER").ends(200).counts("ended"));
        add(
                "the flow sends the caller straight to a person",
                call -> call.hands(30, "USER")
                        .rings(31, "a")
                        .agentEnds(100, "a", "PEER", 60_000)
                        .ends(100)
                        .counts("ended")
                        .works(60_000, 60_000));
        add(
                "the flow sends the caller to a person's voicemail",
                call -> call.hands(30, "USER_VOICEMAIL").voicemail(31).ends(51).counts("ended"));
    }

    private void queues() {
        add(
                "the caller gives up while music plays",
                call -> call.hands(30, "ACD")
                        .queues(30)
                        .flowEnds(90, "INQUEUECALL", "DISCONNECT", null)
                        .leavesQueue(90, "ABANDON")
                        .ends(90)
                        .counts("ended", "abandoned")
                        .asGenesys(1, 0, 1, 0));
        add(
                "the caller gives up at once",
                call -> call.hands(30, "ACD")
                        .queues(30)
                        .leavesQueue(33, "ABANDON")
                        .ends(33)
                        .counts("ended", "abandoned")
                        .asGenesys(1, 0, 1, 0));
        add(
                "one queue passes the call to another, which answers",
                call -> call.hands(30, "ACD")
                        .queues(30)
                        .leavesQueue(90, "FLOW_OUT")
                        .queues(91)
                        .leavesQueue(120, "ANSWERED")
                        .rings(118, "a")
                        .agentEnds(200, "a", "CLIENT", 80_000)
                        .ends(200)
                        .counts("ended")
                        .works(80_000, 80_000)
                        .asGenesys(2, 1, 0, 0));
        add(
                "one queue passes the call to another, where the caller gives up",
                call -> call.hands(30, "ACD")
                        .queues(30)
                        .leavesQueue(90, "FLOW_OUT")
                        .queues(91)
                        .leavesQueue(150, "ABANDON")
                        .ends(150)
                        .counts("ended", "abandoned")
                        .asGenesys(2, 0, 1, 0));
        add(
                "the caller leaves a voicemail",
                call -> call.hands(30, "ACD")
                        .queues(30)
                        .leavesQueue(60, "FLOW_OUT")
                        .voicemail(60)
                        .ends(81)
                        .counts("ended")
                        .asGenesys(1, 0, 0, 0));
        add(
                "an agent hears the voicemail later",
                call -> call.hands(30, "ACD")
                        .queues(30)
                        .leavesQueue(60, "FLOW_OUT")
                        .voicemail(60)
                        .ends(81)
                        .queues(82)
                        .of("CALLBACK")
                        .leavesQueue(400, "ANSWERED")
                        .of("CALLBACK")
                        .rings(400, "a")
                        .of("CALLBACK")
                        .agentEnds(470, "a", "CLIENT", 60_000)
                        .of("CALLBACK")
                        .counts("ended")
                        .works(60_000, 60_000)
                        .asGenesys(1, 0, 0, 0));
        add(
                "the caller goes back from the queue to the flow, which serves",
                call -> call.hands(30, "ACD")
                        .queues(30)
                        .leavesQueue(60, "FLOW_OUT")
                        .flowEnds(90, "FLOW_DISCONNECT")
                        .ends(91)
                        .counts("ended")
                        .asGenesys(1, 0, 0, 0));
    }

    private void agents() {
        add(
                "the first agent does not pick up",
                call -> queued(call)
                        .rings(40, "a")
                        .agentEnds(55, "a", "NO_ANSWER_TRANSFER", 0)
                        .rings(60, "b")
                        .leavesQueue(62, "ANSWERED")
                        .agentEnds(110, "b", "PEER", 48_000)
                        .ends(110)
                        .counts("ended")
                        .works(48_000, 48_000)
                        .asGenesys(1, 1, 0, 0));
        add(
                "three agents are away, do not disturb, or forward",
                call -> queued(call)
                        .agentEnds(41, "a", "NOT_AVAILABLE_TRANSFER", 0)
                        .agentEnds(42, "b", "DND_TRANSFER", 0)
                        .agentEnds(43, "c", "FORWARD_TRANSFER", 0)
                        .leavesQueue(62, "ANSWERED")
                        .agentEnds(110, "d", "PEER", 48_000)
                        .ends(110)
                        .counts("ended")
                        .works(48_000, 48_000)
                        .asGenesys(1, 1, 0, 0));
        add(
                "a blind transfer to another queue",
                call -> answered(call)
                        .agentEnds(160, "a", "TRANSFER", 60_000)
                        .queues(160)
                        .leavesQueue(190, "ANSWERED")
                        .agentEnds(250, "b", "PEER", 60_000)
                        .ends(250)
                        .counts("ended", "transferred")
                        .works(120_000, 120_000)
                        .asGenesys(2, 2, 0, 1));
        add(
                "a transfer after a consultation",
                call -> answered(call)
                        .agentEnds(260, "a", "CONSULT_TRANSFER", 60_000, 30_000, 2_000, 5_000)
                        .agentEnds(300, "b", "PEER", 70_000)
                        .ends(300)
                        .counts("ended", "transferred")
                        .works(167_000, 130_000)
                        .asGenesys(1, 1, 0, 1));
        add(
                "a consultation that returns",
                call -> answered(call)
                        .agentEnds(200, "b", "CLIENT", 30_000)
                        .agentEnds(260, "a", "PEER", 60_000, 35_000, 2_000, 5_000)
                        .ends(260)
                        .counts("ended")
                        .works(132_000, 90_000)
                        .asGenesys(1, 1, 0, 0));
        add(
                "an agent leaves a conference to the other",
                call -> answered(call)
                        .agentEnds(260, "a", "CONFERENCE_TRANSFER", 120_000)
                        .agentEnds(300, "b", "PEER", 80_000)
                        .ends(300)
                        .counts("ended", "transferred")
                        .works(200_000, 200_000)
                        .asGenesys(1, 1, 0, 0));
        add(
                "a conference that all leave together",
                call -> answered(call)
                        .agentEnds(260, "a", "PEER", 120_000)
                        .agentEnds(260, "b", "PEER", 80_000)
                        .ends(260)
                        .counts("ended")
                        .works(200_000, 200_000)
                        .asGenesys(1, 1, 0, 0));
        add(
                "one agent hands on to another, and she to a third",
                call -> answered(call)
                        .agentEnds(160, "a", "TRANSFER", 60_000)
                        .agentEnds(220, "b", "TRANSFER", 50_000)
                        .agentEnds(280, "c", "PEER", 40_000)
                        .ends(280)
                        .counts("ended", "transferred")
                        .works(150_000, 150_000)
                        .asGenesys(1, 1, 0, 2));
        add(
                "a transfer before a word was said",
                call -> answered(call)
                        .agentEnds(100, "a", "TRANSFER", 0)
                        .agentEnds(160, "b", "PEER", 60_000)
                        .ends(160)
                        .counts("ended")
                        .works(60_000, 60_000)
                        .asGenesys(1, 1, 0, 0));
        add(
                "an agent sends the caller back to the flow, which serves",
                call -> answered(call)
                        .agentEnds(160, "a", "TRANSFER", 60_000)
                        .flowEnds(220, "FLOW_DISCONNECT")
                        .ends(221)
                        .counts("ended", "transferred")
                        .works(60_000, 60_000)
                        .asGenesys(1, 1, 0, 1));
        add(
                "an agent lets a secure flow take the card number",
                call -> answered(call)
                        .flowEnds(180, "SECURECALL", "TRANSFER", "RETURN_TO_AGENT")
                        .agentEnds(260, "a", "PEER", 100_000, 60_000)
                        .ends(260)
                        .counts("ended")
                        .works(160_000, 100_000)
                        .asGenesys(1, 1, 0, 0));
        add(
                "the caller gives up after a transfer",
                call -> answered(call)
                        .agentEnds(160, "a", "TRANSFER", 60_000)
                        .queues(160)
                        .leavesQueue(230, "ABANDON")
                        .ends(230)
                        .counts("ended", "transferred", "abandoned")
                        .works(60_000, 60_000)
                        .asGenesys(2, 1, 1, 1));
        add(
                "an agent calls an outside party in, who leaves first",
                call -> answered(call)
                        .ends(200)
                        .outbound("outside")
                        .agentEnds(260, "a", "PEER", 160_000)
                        .counts()
                        .works(160_000, 160_000)
                        .asGenesys(1, 1, 0, 0));
        add(
                "after-call work is told again",
                call -> answered(call)
                        .agentEnds(160, "a", "PEER", 60_000)
                        .ends(160)
                        .wrapsUp(180, "a", 20_000)
                        .wrapsUp(350, "a", 20_000)
                        .counts("ended")
                        .works(80_000, 60_000)
                        .asGenesys(1, 1, 0, 0));
        add(
                "two agents wrap up",
                call -> answered(call)
                        .agentEnds(160, "a", "TRANSFER", 60_000)
                        .wrapsUp(180, "a", 20_000)
                        .agentEnds(220, "b", "PEER", 50_000)
                        .ends(220)
                        .wrapsUp(250, "b", 30_000)
                        .counts("ended", "transferred")
                        .works(160_000, 110_000)
                        .asGenesys(1, 1, 0, 1));
    }

    private void media() {
        add(
                "a callback and the voice call that it makes",
                call -> queued(call)
                        .leavesQueue(60, "FLOW_OUT")
                        .queues(60.5)
                        .of("CALLBACK")
                        .ends(61)
                        .rings(200, "a")
                        .of("CALLBACK")
                        .leavesQueue(200, "ANSWERED")
                        .of("CALLBACK")
                        .agentEnds(289, "a", "PEER", 70_000, 0, 5_000, 5_000)
                        .outbound("a")
                        .agentEnds(290, "a", "CLIENT", 85_000)
                        .of("CALLBACK")
                        .ends(290)
                        .of("CALLBACK")
                        .counts("ended")
                        .works(85_000, 85_000)
                        .asGenesys(1, 0, 0, 0));
        add(
                "a callback that the caller gives up",
                call -> queued(call)
                        .leavesQueue(60, "FLOW_OUT")
                        .queues(60.5)
                        .of("CALLBACK")
                        .ends(61)
                        .leavesQueue(400, "ABANDON")
                        .of("CALLBACK")
                        .counts("ended")
                        .asGenesys(1, 0, 0, 0));
        add(
                "co-browsing beside the call",
                call -> answered(call)
                        .agentEnds(240, "a", "CLIENT", 60_000)
                        .of("COBROWSE")
                        .agentEnds(260, "a", "PEER", 160_000)
                        .ends(260)
                        .wrapsUp(290, "a", 30_000)
                        .wrapsUp(290, "a", 30_000)
                        .of("COBROWSE")
                        .counts("ended")
                        .works(190_000, 160_000)
                        .asGenesys(1, 1, 0, 0));
        add(
                "a shared screen fails beside the call",
                call -> answered(call)
                        .agentEnds(240, "a", "TRANSPORT_FAILURE", 0)
                        .of("SCREENSHARE")
                        .agentEnds(260, "a", "PEER", 160_000)
                        .ends(260)
                        .counts("ended")
                        .works(160_000, 160_000)
                        .asGenesys(1, 1, 0, 0));
        add(
                "a message session waits in a queue beside the flow",
                call -> call.queues(20)
                        .of("MESSAGE")
                        .leavesQueue(70, "ABANDON")
                        .of("MESSAGE")
                        .flowEnds(80, "FLOW_DISCONNECT")
                        .ends(81)
                        .counts("ended"));
    }

    private void errors() {
        add(
                "the connection breaks while an agent talks",
                call -> answered(call)
                        .agentEnds(160, "a", "TRANSPORT_FAILURE", 60_000)
                        .ends(160)
                        .counts("ended", "errored")
                        .works(60_000, 60_000)
                        .asGenesys(1, 1, 0, 0));
        add(
                "the error handler records a failed outcome and sends the caller to a queue",
                call -> call.fails(20)
                        .hands(30, "ACD")
                        .queues(30)
                        .leavesQueue(90, "ANSWERED")
                        .agentEnds(160, "a", "PEER", 60_000)
                        .ends(160)
                        .counts("ended", "goal missed")
                        .works(60_000, 60_000)
                        .asGenesys(1, 1, 0, 0));
        add(
                "the flow does not understand the caller",
                call -> call.flowEnds(40, "RECOGNITION_FAILURE_DISCONNECT")
                        .ends(40)
                        .counts("ended", "errored"));
    }

    private static CallShape queued(CallShape call) {
        return call.hands(30, "ACD").queues(30.1);
    }

    private static CallShape answered(CallShape call) {
        return queued(call).rings(95, "a").leavesQueue(100, "ANSWERED");
    }
}
