package io.flowcanary.rollout;

import io.flowcanary.judge.Judge;
import io.flowcanary.record.Command;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Rollout.Pause;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import io.flowcanary.rollout.Verdicts.Said;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** What each command changes. It takes effect at its own time or at the watermark, whichever is later. */
final class Commands {
    private final Map<Class<? extends Command.Order>, Following<?>> orders;

    /** How one kind of order is followed. */
    private interface Following<O extends Command.Order> {
        Decision follow(CanaryState state, O order, Instant at, Predicate<String> parameterTaken);
    }

    Commands(Function<Policy, Judge> judges) {
        Starting starting = new Starting(judges);
        orders = Map.ofEntries(
                on(Command.Start.class, starting::start),
                on(Command.Restart.class, starting::restart),
                on(Command.ChangePolicy.class, (state, order, at, taken) -> starting.changePolicy(state, order, at)),
                on(Command.Pause.class, (state, order, at, taken) -> Steering.pause(state, order, at)),
                on(Command.Resume.class, (state, order, at, taken) -> Steering.resume(state, order, at)),
                on(Command.Advance.class, (state, order, at, taken) -> Steering.advance(state, order, at)),
                on(Command.Promote.class, (state, order, at, taken) -> Steering.promote(state, order, at)),
                on(Command.Abort.class, (state, order, at, taken) -> Steering.abort(state, order, at)),
                on(Command.Lease.class, (state, order, at, taken) -> Leasing.lease(state, order, at)),
                on(Command.Release.class, (state, order, at, taken) -> Leasing.release(state, order, at)));
    }

    private static <O extends Command.Order> Map.Entry<Class<? extends Command.Order>, Following<?>> on(
            Class<O> kind, Following<O> following) {
        return Map.entry(kind, following);
    }

    Decision command(CanaryState state, Command command, Instant w, Predicate<String> parameterTaken) {
        if (command.id() == null || command.at() == null) {
            return Decision.refused(state, "a command needs an id and a time");
        }
        Instant at = w == null || command.at().isAfter(w) ? command.at() : w;
        // what the keeper reports is tied to an epoch: seen twice it changes nothing, so its ids need no room
        if (command instanceof Command.Applied applied) {
            return InForce.applied(state, applied, at);
        }
        if (command instanceof Command.NotInForce trouble) {
            return InForce.lacking(state, trouble, at);
        }
        if (command instanceof Command.ExternalChange change) {
            return externalChange(state, change, at);
        }
        Command.Order order = (Command.Order) command;
        String earlier = state.orders().get(order.id());
        if (earlier != null) {
            return (earlier.isEmpty() ? Decision.nothing(state) : Decision.refused(state, earlier))
                    .answering(order, at);
        }
        return follow(state, order, at, parameterTaken).remembering(order).answering(order, at);
    }

    @SuppressWarnings("unchecked") // the map holds for each kind what follows that kind
    private Decision follow(CanaryState state, Command.Order order, Instant at, Predicate<String> parameterTaken) {
        Following<Command.Order> following = (Following<Command.Order>) orders.get(order.getClass());
        return following.follow(state, order, at, parameterTaken);
    }

    private static Decision externalChange(CanaryState state, Command.ExternalChange change, Instant at) {
        Rollout rollout = state.rollout();
        if (!state.active() || rollout.epoch() != change.epoch() || rollout.pause() == Pause.EXTERNAL_CHANGE) {
            return Decision.nothing(state);
        }
        String why = orElse(change.reason(), "somebody else wrote " + change.value()) + " where " + rollout.share()
                + " is wanted: nothing is written until resumed";
        String id = Verdicts.id(rollout, at, "command/" + change.id());
        Rollout paused = new Change(at, change.actor(), why, id).pause(rollout, Pause.EXTERNAL_CHANGE);
        Said said = new Said(Kind.HOLD, Reason.EXTERNAL_CHANGE, why);
        return Verdicts.changed(state, state.with(paused, null).foreign(change.value()), said, id, at);
    }

    static String orElse(String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }
}
