package io.flowcanary.local.centre;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Plans calls. Pure: the plan follows from the settings, the call's number, its start and the share it met, and from
 * nothing that was planned before.
 */
public final class CallPlanner {
    /** Spreads the call numbers, so that neighbouring calls share no stream of random numbers. */
    static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final CentreSettings settings;

    /** A planner for a contact centre. */
    public CallPlanner(CentreSettings settings) {
        this.settings = settings;
    }

    /**
     * Plans a call.
     *
     * @param index number of the call, 0 or more; it chooses the caller
     * @param start when the customer comes
     * @param share 0–100 percent as read at the call's start; empty when the data action failed
     */
    public Call plan(long index, Instant start, OptionalDouble share) {
        return plan(index, start, new DrawnGate(settings, callStart -> share));
    }

    /**
     * Plans a call whose way another gate decides.
     *
     * @param gate asked once, and only when the call reaches it
     */
    Call plan(long index, Instant start, Gate gate) {
        SplittableRandom random = new SplittableRandom(settings.seed() + (index + 1) * SPREAD);
        UUID conversation = Identifiers.uuid(random);
        long eventSeed = random.nextLong();
        Fate fate = Fate.draw(settings.noise(), random);
        Journey journey = new Journey(start.truncatedTo(ChronoUnit.MILLIS), new Spans(random));
        Branch branch = travel(index, journey, fate, gate);
        return new Call(
                index,
                conversation,
                journey.start(),
                branch,
                journey.path(),
                fate.attributesLost(),
                journey.menu(),
                journey.queues(),
                journey.now(),
                journey.endDisconnect(),
                journey.silentAfter(),
                journey.outcome(),
                eventSeed);
    }

    private Branch travel(long index, Journey journey, Fate fate, Gate gate) {
        Noise noise = settings.noise();
        double kind = fate.kind();
        if (kind < noise.campaigns()) {
            journey.campaign();
            return Branch.NONE;
        }
        kind -= noise.campaigns();
        if (kind < noise.unversioned()) {
            journey.goneBeforeGate();
            return Branch.NONE;
        }
        kind -= noise.unversioned();
        Branch branch = fate.branch(gate, index, journey.start());
        if (kind < noise.neverEnding()) {
            journey.neverEnding();
            return branch;
        }
        OutcomeMix mix = OutcomeMix.of(settings.scenario(), branch, journey.start());
        journey.follow(fate.path(mix), fate.fault(mix));
        return branch;
    }
}
