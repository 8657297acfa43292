package io.flowcanary.rollout;

import io.flowcanary.judge.Judge;
import io.flowcanary.record.Command;
import io.flowcanary.record.InvalidPolicyException;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Rollout.Pause;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import io.flowcanary.rollout.Verdicts.Said;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What each command changes. It takes effect at its own time or at W, whichever is later. */
final class Commands {
    private final Function<Policy, Judge> judges;

    Commands(Function<Policy, Judge> judges) {
        this.judges = judges;
    }

    Decision command(CanaryState state, Command command, Instant w, Predicate<String> parameterTaken) {
        if (command.id() == null || command.at() == null) {
            return Decision.refused(state, "a command needs an id and a time");
        }
        Instant at = w == null || command.at().isAfter(w) ? command.at() : w;
        // what the keeper reports is tied to an epoch: seen twice it changes nothing, so its ids need no room
        if (command instanceof Command.Applied applied) {
            return applied(state, applied, at);
        }
        if (command instanceof Command.ExternalChange change) {
            return externalChange(state, change, at);
        }
        if (state.commandIds().contains(command.id())) {
            return Decision.nothing(state);
        }
        CanaryState seen = state.remembering(command.id());
        if (command instanceof Command.Start start) {
            return start(seen, start, at, parameterTaken);
        }
        if (command instanceof Command.Abort abort) {
            return abort(seen, abort, at);
        }
        return resume(seen, (Command.Resume) command, at);
    }

    private Decision start(CanaryState state, Command.Start start, Instant at, Predicate<String> parameterTaken) {
        Optional<String> refusal = refusal(state, start, parameterTaken);
        if (refusal.isPresent()) {
            return Decision.refused(state, refusal.get());
        }
        long epoch = state.rollout() == null ? 1 : state.rollout().epoch() + 1;
        Change change = new Change(at, start.actor(), orElse(start.reason(), "started"), null);
        Rollout begun = change.begin(start.policy(), epoch);
        return Decision.of(state, state.with(begun, null).withDeadlineFrom(at).alarmed(null));
    }

    private Optional<String> refusal(CanaryState state, Command.Start start, Predicate<String> parameterTaken) {
        if (state.active()) {
            return Optional.of("a rollout of " + start.canary() + " is active at "
                    + state.rollout().share() + " %: abort it before starting another");
        }
        Policy policy = start.policy();
        if (policy == null || !policy.canary().equals(start.canary())) {
            return Optional.of("the command is for " + start.canary() + ", its policy for "
                    + (policy == null ? "none" : policy.canary()));
        }
        if (parameterTaken.test(policy.parameter())) {
            return Optional.of("another active rollout moves " + policy.parameter());
        }
        try {
            judges.apply(policy);
            return Optional.empty();
        } catch (InvalidPolicyException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Decision abort(CanaryState state, Command.Abort abort, Instant at) {
        Rollout rollout = state.rollout();
        if (rollout == null || rollout.state() == RolloutState.ROLLED_BACK) {
            return Decision.refused(state, "nothing to abort: the share of " + abort.canary() + " is wanted at 0");
        }
        String why = "aborted by " + orElse(abort.actor(), "somebody")
                + (abort.reason() == null ? "" : ": " + abort.reason());
        String id = Verdicts.id(rollout, at, "command/" + abort.id());
        Rollout ended = new Change(at, abort.actor(), why, id).rollBack(rollout, true);
        return changed(state, ended, new Said(Kind.ROLLBACK, Reason.ABORTED, why), id, at);
    }

    private static Decision resume(CanaryState state, Command.Resume resume, Instant at) {
        Rollout rollout = state.rollout();
        if (rollout == null || rollout.state() != RolloutState.PAUSED) {
            return Decision.refused(state, "nothing to resume: no rollout of " + resume.canary() + " is paused");
        }
        Change change = new Change(at, resume.actor(), orElse(resume.reason(), "resumed"), null);
        return Decision.of(
                state,
                state.with(change.resume(rollout), null).withDeadlineFrom(at).alarmed(null));
    }

    private static Decision applied(CanaryState state, Command.Applied applied, Instant at) {
        Rollout rollout = state.rollout();
        boolean news = rollout != null
                && rollout.epoch() == applied.epoch()
                && rollout.share() == applied.share()
                && rollout.confirmedAt() == null;
        return news
                ? Decision.of(state, state.with(Change.confirm(rollout, at), state.fitSince()))
                : Decision.nothing(state);
    }

    private static Decision externalChange(CanaryState state, Command.ExternalChange change, Instant at) {
        Rollout rollout = state.rollout();
        if (!state.active() || rollout.epoch() != change.epoch() || rollout.pause() == Pause.EXTERNAL_CHANGE) {
            return Decision.nothing(state);
        }
        String why = "somebody else wrote " + change.value() + " where " + rollout.share()
                + " is wanted: nothing is written until resumed";
        String id = Verdicts.id(rollout, at, "command/" + change.id());
        Rollout paused = new Change(at, change.actor(), why, id).pause(rollout, Pause.EXTERNAL_CHANGE);
        return changed(state, paused, new Said(Kind.HOLD, Reason.EXTERNAL_CHANGE, why), id, at);
    }

    private static Decision changed(CanaryState state, Rollout after, Said said, String id, Instant at) {
        Verdict verdict = Verdicts.verdict(id, said, state.rollout(), after, at);
        return Decision.of(state, state.with(after, null), verdict);
    }

    private static String orElse(String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }
}
