package io.flowcanary.rollout;

import static io.flowcanary.rollout.Play.NINE;

import io.flowcanary.record.Command;
import io.flowcanary.record.Policy;
import java.time.Duration;

/** One order of each kind, as kim gives it at nine. */
final class Orders {
    private Orders() {}

    static Command.Order of(Class<?> kind, String id, Policy policy) {
        return switch (kind.getSimpleName()) {
            case "Start" -> new Command.Start(id, "main-ivr", NINE, "kim", null, policy, null);
            case "Restart" -> new Command.Restart(id, "main-ivr", NINE, "kim", null);
            case "Pause" -> new Command.Pause(id, "main-ivr", NINE, "kim", null);
            case "Resume" -> new Command.Resume(id, "main-ivr", NINE, "kim", null, false);
            case "Advance" -> new Command.Advance(id, "main-ivr", NINE, "kim", null);
            case "Promote" -> new Command.Promote(id, "main-ivr", NINE, "kim", null);
            case "Abort" -> new Command.Abort(id, "main-ivr", NINE, "kim", null);
            case "ChangePolicy" -> new Command.ChangePolicy(id, "main-ivr", NINE, "kim", null, policy);
            case "Lease" -> new Command.Lease(id, "main-ivr", NINE, "kim", null, Duration.ofMinutes(20));
            case "Release" -> new Command.Release(id, "main-ivr", NINE, "kim", null, 1);
            default -> throw new IllegalArgumentException("a new kind of order: " + kind);
        };
    }
}
