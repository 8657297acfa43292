package io.flowcanary.web;

import io.flowcanary.access.Role;
import io.flowcanary.show.Glance;
import io.flowcanary.topology.Store;
import io.javalin.config.RoutesConfig;
import java.time.Instant;

/** What the judge made of a canary, now or at a moment, in one answer. */
final class GlanceResource implements Resource {
    private static final int POINTS = 60;
    private static final int MOST_POINTS = 2_000;

    private final Anywhere anywhere;

    GlanceResource(Anywhere anywhere) {
        this.anywhere = anywhere;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(
                Directory.PATH + "/{canary}/glance",
                context -> {
                    String canary = context.pathParam("canary");
                    Parameters parameters = new Parameters(context);
                    int points = (int) parameters.number("points", POINTS, 2, MOST_POINTS);
                    Instant at = parameters.instant("at", null);
                    anywhere.answer(
                            context,
                            Store.CANARIES,
                            canary,
                            shard -> at == null
                                    ? Glance.now(shard, canary, points)
                                    : Glance.at(shard, canary, at, points),
                            "'" + canary + "' never had a rollout: " + Directory.PATH + " lists those that had");
                },
                Role.VIEWER);
    }
}
