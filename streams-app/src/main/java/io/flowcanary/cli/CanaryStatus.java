package io.flowcanary.cli;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.client.CanaryClient.Judged;
import io.flowcanary.client.ServerException;
import io.flowcanary.query.CanaryTallies;
import io.flowcanary.query.CanaryView;
import io.flowcanary.record.Rollout;
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
        Rollout rollout = view.get().rollout();
        CanaryTallies tallies = null;
        Judged judged = new Judged(null, null);
        if (rollout != null) {
            tallies = client.tallies(canary, rollout.policy().window());
            judged = client.judged(canary).orElse(judged);
        }
        return Optional.of(new Status(
                canary,
                clock.instant(),
                rollout,
                view.get().lease(),
                tallies,
                judged.verdict(),
                judged.compared(),
                client.source()));
    }

    static IllegalStateException unknown(String canary) {
        return new IllegalStateException(
                canary + " never had a rollout, and nobody holds its lease: flow-canary status lists those that had");
    }
}
