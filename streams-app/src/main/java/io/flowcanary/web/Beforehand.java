package io.flowcanary.web;

import io.flowcanary.act.ParameterReader;
import io.flowcanary.act.Reading;
import io.flowcanary.act.TargetCheck;
import io.flowcanary.act.TargetFault;
import io.flowcanary.query.CanaryList;
import io.flowcanary.query.CanaryView;
import io.flowcanary.query.DeploymentGate;
import io.flowcanary.query.NotReadyException;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Rollout.Pause;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What one judging task cannot know of an order, looked up before it is given. */
final class Beforehand {
    private final Directory directory;
    private final Standing standing;
    private final ParameterReader parameters;
    private final TargetCheck targets;

    Beforehand(Directory directory, Standing standing, ParameterReader parameters, TargetCheck targets) {
        this.directory = directory;
        this.standing = standing;
        this.parameters = parameters;
        this.targets = targets;
    }

    /** Refuses when another canary's active rollout moves the parameter, wherever it is judged. */
    void requireFree(Ask ask, String canary, String parameter) {
        requireFree(list(ask), canary, parameter, other -> true);
    }

    /** Refuses what AWS would surely refuse; what cannot be seen is let through, and shows when it is tried. */
    void requireUsable(Policy policy) {
        List<TargetFault> faults =
                targets.faults(policy).stream().filter(TargetFault::certain).toList();
        if (!faults.isEmpty()) {
            throw new ProblemException(
                    409,
                    "target-unusable",
                    "AWS would not take what this rollout writes",
                    faults.stream()
                            .map(fault -> fault.target() + ": " + fault.text())
                            .collect(Collectors.joining("; ")),
                    Map.of("faults", faults));
        }
    }

    /** Refuses a restart while another rollout moves the parameter, or where AWS would surely refuse what it writes. */
    void requireRestartable(Ask ask, String canary) {
        CanaryList list = list(ask);
        rollout(list, canary).map(Rollout::policy).ifPresent(policy -> {
            requireFree(list, canary, policy.parameter(), other -> true);
            requireUsable(policy);
        });
    }

    /**
     * Refuses a resumption while another rollout goes on with the parameter, though one that gave way to ours may wait, or where AWS
     * would surely refuse what it writes.
     */
    void requireResumable(Ask ask, String canary) {
        CanaryList list = list(ask);
        rollout(list, canary).filter(own -> own.state().active()).ifPresent(own -> {
            if (own.pause() == Pause.EXTERNAL_CHANGE) {
                requireFree(list, canary, own.policy().parameter(), other -> other.pause() != Pause.EXTERNAL_CHANGE);
            }
            requireUsable(own.policy());
        });
    }

    /** Refuses another share for a rollout where AWS would surely refuse what it writes. */
    void requireUsable(Ask ask, String canary) {
        standing.of(ask, canary)
                .filter(CanaryView::active)
                .ifPresent(view -> requireUsable(view.rollout().policy()));
    }

    private CanaryList list(Ask ask) {
        CanaryList list = directory.list(ask.about(Directory.PATH));
        if (!list.whole()) {
            throw new NotReadyException("the canaries of partitions " + list.missing()
                    + " cannot be asked whether one of them moves the same parameter");
        }
        return list;
    }

    private static Optional<Rollout> rollout(CanaryList list, String canary) {
        return list.canaries().stream()
                .filter(view -> view.canary().equals(canary))
                .findFirst()
                .map(CanaryView::rollout);
    }

    private static void requireFree(CanaryList list, String canary, String parameter, Predicate<Rollout> counts) {
        list.canaries().stream()
                .filter(CanaryView::active)
                .map(CanaryView::rollout)
                .filter(counts)
                .filter(other -> !other.canary().equals(canary)
                        && other.policy().parameter().equals(parameter))
                .findFirst()
                .ifPresent(other -> {
                    throw taken(other);
                });
    }

    private static ProblemException taken(Rollout other) {
        return new ProblemException(
                409,
                "parameter-taken",
                "The parameter is in use",
                "the active rollout of '" + other.canary() + "' moves "
                        + other.policy().parameter() + ": wait for its end, or abort it",
                Map.of("canary", other.canary(), "parameter", other.policy().parameter()));
    }

    /** Refuses while the share in SSM is between 0 and 100, or not known. */
    void requireSettled(Ask ask, String canary) {
        Reading reading = parameters.read(standing.parameter(ask, canary));
        Optional<String> unsettled = DeploymentGate.unsettled(reading);
        unsettled.ifPresent(why -> {
            throw new ProblemException(
                    423,
                    "share-unsettled",
                    "The share is not settled",
                    why,
                    Map.of("gate", DeploymentGate.of(canary, Optional.empty(), reading)));
        });
    }
}
