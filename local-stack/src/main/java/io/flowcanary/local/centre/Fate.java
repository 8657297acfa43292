package io.flowcanary.local.centre;

import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Everything that decides the way of a call, drawn before the share is known.
 *
 * <p>A fixed number of draws in a fixed order: so the same call on another share meets the same caller, and its way
 * differs only where the versions differ.
 */
record Fate(
        double kind,
        boolean attributesLost,
        boolean gateFails,
        double gatePercent,
        double menu,
        double fault,
        double service,
        double queue,
        double agent) {
    static Fate draw(Noise noise, RandomGenerator random) {
        return new Fate(
                random.nextDouble(),
                random.nextDouble() < noise.lostAttributes(),
                random.nextDouble() < noise.gateFailures(),
                random.nextDouble() * 100,
                random.nextDouble(),
                random.nextDouble(),
                random.nextDouble(),
                random.nextDouble(),
                random.nextDouble());
    }

    /** The way at the gate. */
    Branch branch(Gate gate, long index, Instant callStart) {
        return gateFails ? Branch.FALLBACK : gate.branch(index, gatePercent, callStart);
    }

    Fault fault(OutcomeMix mix) {
        return menu < mix.errored() ? Fault.draw(fault) : Fault.NONE;
    }

    CallPath path(OutcomeMix mix) {
        return switch (fault(mix)) {
            case FLOW -> CallPath.FAILED_IN_FLOW;
            case CONNECTION -> CallPath.HANDLED;
            case GOAL_MISSED -> inQueue(mix);
            case NONE -> inMenu(mix);
        };
    }

    private CallPath inMenu(OutcomeMix mix) {
        if (menu < mix.errored() + mix.hangup()) {
            return CallPath.HUNG_UP_IN_MENU;
        }
        return service < mix.contained() ? CallPath.CONTAINED : inQueue(mix);
    }

    private CallPath inQueue(OutcomeMix mix) {
        if (queue < mix.abandonedInQueue()) {
            return CallPath.ABANDONED;
        }
        if (queue < mix.abandonedInQueue() + OutcomeMix.VOICEMAIL_IN_QUEUE) {
            return CallPath.VOICEMAIL;
        }
        return agent < mix.transferredWhenHandled() ? CallPath.TRANSFERRED : CallPath.HANDLED;
    }
}
