package io.flowcanary.web;

import io.flowcanary.access.Role;
import io.flowcanary.query.CanaryList;
import io.flowcanary.query.CanaryView;
import io.flowcanary.query.NotReadyException;
import io.flowcanary.topology.Store;
import io.javalin.config.RoutesConfig;
import java.time.Clock;

/** How canaries stand: all of them, and one. */
final class CanariesResource implements Resource {
    private final Directory directory;
    private final Anywhere anywhere;
    private final Clock clock;

    CanariesResource(Directory directory, Anywhere anywhere, Clock clock) {
        this.directory = directory;
        this.anywhere = anywhere;
        this.clock = clock;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(
                Directory.PATH,
                context -> {
                    Ask ask = Ask.of(context);
                    CanaryList list = directory.list(ask);
                    if (list.partitions().isEmpty() && !ask.forwarded()) {
                        throw new NotReadyException("no instance can be asked for its canaries");
                    }
                    Json.write(context, list);
                },
                Role.VIEWER);
        routes.get(
                Directory.PATH + "/{canary}",
                context -> {
                    String canary = context.pathParam("canary");
                    anywhere.answer(
                            context,
                            Store.CANARIES,
                            canary,
                            shard -> CanaryView.read(shard, canary, clock.instant()),
                            "'" + canary + "' never had a rollout, and nobody holds its lease");
                },
                Role.VIEWER);
    }
}
