package io.flowcanary.local.centre;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One call on its way: decides what happens when. Serves a single call; the planner asks for exactly one way. */
final class Journey {
    /** Of the calls handed on: few enough to leave the abandon rate alone, enough that a call can be both. */
    private static final double LOST_AFTER_TRANSFER = 0.02;

    private final Spans spans;
    private final AgentPlan agents;
    private final Instant start;
    private final List<QueueVisit> queues = new ArrayList<>();
    private CallPath path;
    private Optional<MenuVisit> menu = Optional.empty();
    private Instant now;
    private String endDisconnect;
    private Instant silentAfter = Instant.MAX;
    private boolean abandoned;
    private boolean errored;
    private boolean goalMissed;

    Journey(Instant start, Spans spans) {
        this.start = start;
        this.now = start;
        this.spans = spans;
        this.agents = new AgentPlan(spans);
    }

    void campaign() {
        path = CallPath.CAMPAIGN;
        answered(false, Fault.NONE);
        leave();
    }

    void goneBeforeGate() {
        path = CallPath.GONE_BEFORE_GATE;
        visit(menuPlan().goneBeforeGate());
        leave();
    }

    void neverEnding() {
        path = CallPath.NEVER_ENDING;
        visit(menuPlan().sentToQueue());
        answered(false, Fault.NONE);
        silentAfter = queues.get(0).leftAt();
        leave();
    }

    void follow(CallPath chosen, Fault fault) {
        path = chosen;
        goalMissed = fault == Fault.GOAL_MISSED;
        errored = fault != Fault.NONE && !goalMissed;
        switch (chosen) {
            case HUNG_UP_IN_MENU -> visit(menuPlan().hungUp());
            case CONTAINED -> visit(menuPlan().served());
            case FAILED_IN_FLOW -> visit(menuPlan().failed());
            default -> {
                visit(
                        fault == Fault.GOAL_MISSED
                                ? menuPlan().sentToQueueByErrorHandler()
                                : menuPlan().sentToQueue());
                queue(chosen, fault);
            }
        }
        leave();
    }

    private void queue(CallPath chosen, Fault fault) {
        switch (chosen) {
            case ABANDONED -> abandon();
            case VOICEMAIL -> voicemail();
            case HANDLED -> answered(false, fault);
            case TRANSFERRED -> {
                answered(true, Fault.NONE);
                if (spans.chance(LOST_AFTER_TRANSFER)) {
                    abandon();
                } else {
                    answered(false, Fault.NONE);
                }
            }
            default -> throw new IllegalArgumentException(chosen + " passes no queue");
        }
    }

    private void abandon() {
        abandoned = true;
        Instant entered = enterQueue();
        Instant left = entered.plusMillis(spans.around(70_000, 3_000));
        queue(new QueueVisit(entered, left, QueueVisit.End.ABANDON, List.of(), Optional.empty(), Optional.empty()));
    }

    private void voicemail() {
        Instant entered = enterQueue();
        Instant left = entered.plusMillis(spans.around(90_000, 20_000));
        Instant until = left.plusMillis(spans.around(25_000, 2_000));
        queue(new QueueVisit(entered, left, QueueVisit.End.FLOW_OUT, List.of(), Optional.empty(), Optional.of(until)));
    }

    private void answered(boolean handsOn, Fault fault) {
        Instant entered = enterQueue();
        List<AgentLeg> missed = agents.missed(entered);
        Instant waitsFrom = missed.isEmpty() ? entered : missed.get(0).endedAt();
        long ringing = spans.between(800, 5_000);
        Instant at = waitsFrom.plusMillis(ringing + spans.around(30_000, 50));
        AgentLeg talk = handsOn
                ? agents.transfer(at, ringing)
                : fault == Fault.CONNECTION ? agents.brokenTalk(at, ringing) : agents.talk(at, ringing);
        queue(new QueueVisit(entered, at, QueueVisit.End.ANSWERED, missed, Optional.of(talk), Optional.empty()));
    }

    private MenuPlan menuPlan() {
        return new MenuPlan(spans, start);
    }

    private void visit(MenuVisit visit) {
        menu = Optional.of(visit);
        now = visit.leftAt();
    }

    private Instant enterQueue() {
        return now.plusMillis(spans.between(5, 60));
    }

    private void queue(QueueVisit visit) {
        queues.add(visit);
        now = visit.over();
    }

    private void leave() {
        now = now.plusMillis(spans.between(5, 60));
        boolean broken =
                lastTalk().filter(talk -> isBroken(talk.disconnectType())).isPresent();
        endDisconnect = broken
                ? lastTalk().orElseThrow().disconnectType()
                : path == CallPath.CONTAINED ? "PEER" : spans.oneOf("ENDPOINT", "ENDPOINT", "PEER");
    }

    private Optional<AgentLeg> lastTalk() {
        return queues.isEmpty()
                ? Optional.empty()
                : queues.get(queues.size() - 1).talk();
    }

    private static boolean isBroken(String disconnectType) {
        return disconnectType.equals("TRANSPORT_FAILURE") || disconnectType.equals("ERROR");
    }

    Instant start() {
        return start;
    }

    CallPath path() {
        return path;
    }

    Optional<MenuVisit> menu() {
        return menu;
    }

    List<QueueVisit> queues() {
        return queues;
    }

    Instant now() {
        return now;
    }

    String endDisconnect() {
        return endDisconnect;
    }

    Instant silentAfter() {
        return silentAfter;
    }

    Outcome outcome() {
        if (path == CallPath.NEVER_ENDING) {
            return new Outcome(false, false, false, false, false, false, false, 0, 0);
        }
        List<AgentLeg> talks =
                queues.stream().flatMap(visit -> visit.talk().stream()).toList();
        return new Outcome(
                true,
                abandoned,
                path == CallPath.TRANSFERRED,
                path == CallPath.CONTAINED,
                path == CallPath.HUNG_UP_IN_MENU || path == CallPath.GONE_BEFORE_GATE,
                errored,
                goalMissed,
                talks.stream().mapToLong(AgentLeg::handleMs).sum(),
                talks.stream().mapToLong(AgentLeg::interactingMs).sum());
    }
}
