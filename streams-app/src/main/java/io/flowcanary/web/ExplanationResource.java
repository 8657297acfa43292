package io.flowcanary.web;

import io.flowcanary.access.Role;
import io.flowcanary.query.History;
import io.flowcanary.query.Shard;
import io.flowcanary.record.Verdict;
import io.flowcanary.rollout.CanaryState;
import io.flowcanary.show.Explanation;
import io.flowcanary.topology.Store;
import io.javalin.config.RoutesConfig;
import java.util.Optional;

/** Why a canary stands as it does, in plain words. */
final class ExplanationResource implements Resource {
    private final Anywhere anywhere;

    ExplanationResource(Anywhere anywhere) {
        this.anywhere = anywhere;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(
                Directory.PATH + "/{canary}/explanation",
                context -> {
                    String canary = context.pathParam("canary");
                    anywhere.answer(
                            context,
                            Store.CANARIES,
                            canary,
                            shard -> read(shard, canary),
                            "'" + canary + "' never had a rollout: " + Directory.PATH + " lists those that had");
                },
                Role.VIEWER);
    }

    private static Optional<Explanation> read(Shard shard, String canary) {
        CanaryState state = shard.store(Store.CANARIES).get(canary);
        if (state == null || state.rollout() == null) {
            return Optional.empty();
        }
        Verdict last = History.page(shard, Store.VERDICTS, canary, 1, Long.MAX_VALUE).entries().stream()
                .findFirst()
                .orElse(null);
        return Optional.of(Explanation.of(state.rollout(), last));
    }
}
