package io.flowcanary.cli;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.client.ServerException;
import io.flowcanary.query.CanaryTallies;
import io.flowcanary.query.CanaryView;
import io.flowcanary.record.Verdict;
import io.flowcanary.show.Status;
import java.time.Clock;
import java.util.Optional;

/** Asks for all that is known of one canary. */
final class CanaryStatus {
    private CanaryStatus() {}

    /** Empty when the canary never had a rollout and nobody holds its lease. */
    static Optional<Status> ask(CanaryClient client, String canary, Clock clock) throws ServerException {
        Optional<CanaryView> view = client.canary(canary);
        if (view.isEmpty()) {
            return Optional.empty();
        }
        CanaryTallies tallies = null;
        Verdict verdict = null;
        if (view.get().rollout() != null) {
            tallies = client.tallies(canary, view.get().rollout().policy().window());
            verdict = client.verdicts(canary, 1).entries().stream().findFirst().orElse(null);
        }
        return Optional.of(Status.of(view.get(), tallies, verdict, client.source(), clock.instant()));
    }

    static IllegalStateException unknown(String canary) {
        return new IllegalStateException(
                canary + " never had a rollout, and nobody holds its lease: flow-canary status lists those that had");
    }
}
