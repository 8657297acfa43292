package io.flowcanary.web;

import io.flowcanary.act.ParameterReader;
import io.flowcanary.act.Reading;
import io.flowcanary.query.CanaryList;
import io.flowcanary.query.CanaryView;
import io.flowcanary.query.DeploymentGate;
import io.flowcanary.query.NotReadyException;
import io.flowcanary.record.Rollout;
import java.util.Map;
import java.util.Optional;

/** What one judging task cannot know of an order, looked up before it is given. */
final class Beforehand {
    private final Directory directory;
    private final Standing standing;
    private final ParameterReader parameters;

    Beforehand(Directory directory, Standing standing, ParameterReader parameters) {
        this.directory = directory;
        this.standing = standing;
        this.parameters = parameters;
    }

    /** Refuses when another canary's active rollout moves the parameter, wherever it is judged. */
    void requireFree(Ask ask, String canary, String parameter) {
        requireFree(list(ask), canary, parameter);
    }

    /** The same for the parameter of the canary's last rollout. */
    void requireFree(Ask ask, String canary) {
        CanaryList list = list(ask);
        list.canaries().stream()
                .filter(view -> view.canary().equals(canary) && view.rollout() != null)
                .findFirst()
                .ifPresent(
                        own -> requireFree(list, canary, own.rollout().policy().parameter()));
    }

    private CanaryList list(Ask ask) {
        CanaryList list = directory.list(ask.about(Directory.PATH));
        if (!list.whole()) {
            throw new NotReadyException("the canaries of partitions " + list.missing()
                    + " cannot be asked whether one of them moves the same parameter");
        }
        return list;
    }

    private static void requireFree(CanaryList list, String canary, String parameter) {
        list.canaries().stream()
                .filter(CanaryView::active)
                .map(CanaryView::rollout)
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
                "The parameter is taken",
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
