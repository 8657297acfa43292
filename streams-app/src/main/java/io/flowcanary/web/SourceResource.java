package io.flowcanary.web;

import io.flowcanary.access.Role;
import io.flowcanary.query.Lag;
import io.flowcanary.query.Progress;
import io.flowcanary.query.Shard;
import io.flowcanary.query.Shards;
import io.flowcanary.query.SourceStatus;
import io.flowcanary.query.SourceView;
import io.flowcanary.topology.Store;
import io.javalin.config.RoutesConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** How far the source is counted, what waits in it, and how old what is known is. */
final class SourceResource implements Resource {
    /** Each judging task knows all of the source; asking the same one everywhere makes the answers alike. */
    private static final int ASKED = 0;

    private final Shards shards;
    private final Anywhere anywhere;
    private final Lag lag;
    private final int sourcePartitions;
    private final Duration freshFor;
    private final Clock clock;

    SourceResource(Shards shards, Anywhere anywhere, Lag lag, int sourcePartitions, Duration freshFor, Clock clock) {
        this.shards = shards;
        this.anywhere = anywhere;
        this.lag = lag;
        this.sourcePartitions = sourcePartitions;
        this.freshFor = freshFor;
        this.clock = clock;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(
                "/api/v1/source",
                context -> anywhere.reply(
                                Ask.of(context),
                                shards.place(Store.WATERMARKS, ASKED),
                                shard -> Optional.of(status(shard)))
                        .orElseThrow()
                        .write(context),
                Role.VIEWER);
    }

    private SourceStatus status(Shard shard) {
        Progress progress = SourceView.progress(shard, sourcePartitions);
        return SourceStatus.of(progress, clock.instant(), freshFor, lag.read());
    }
}
