package io.flowcanary.web;

import io.flowcanary.access.Role;
import io.flowcanary.query.EvidenceSeries;
import io.flowcanary.query.Shard;
import io.flowcanary.query.SourceView;
import io.flowcanary.topology.Store;
import io.javalin.config.RoutesConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** How the evidence grew: the last day's up to the watermark, or that of another time. */
final class EvidenceResource implements Resource {
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int MOST_POINTS = 20_000;
    private static final Duration DAY = Duration.ofDays(1);

    private final Anywhere anywhere;
    private final int sourcePartitions;

    EvidenceResource(Anywhere anywhere, int sourcePartitions) {
        this.anywhere = anywhere;
        this.sourcePartitions = sourcePartitions;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(
                Directory.PATH + "/{canary}/evidence",
                context -> {
                    String canary = context.pathParam("canary");
                    Parameters parameters = new Parameters(context);
                    Between asked =
                            parameters.has("from") || parameters.has("to") ? Between.of(parameters, LONGEST) : null;
                    int points = (int) parameters.number("points", MOST_POINTS, 2, MOST_POINTS);
                    anywhere.answer(
                            context,
                            Store.VERDICTS,
                            canary,
                            shard -> Optional.of(read(shard, canary, asked, points)),
                            "");
                },
                Role.VIEWER);
    }

    private EvidenceSeries read(Shard shard, String canary, Between asked, int points) {
        Between time = asked == null ? lastDay(SourceView.w(shard, sourcePartitions)) : asked;
        return EvidenceSeries.read(shard, canary, time.from(), time.to(), points);
    }

    private static Between lastDay(OptionalLong w) {
        // A command's verdict can be ahead of the watermark by the delay of the events.
        Instant to = Instant.ofEpochMilli(w.orElse(0)).plus(Duration.ofHours(1));
        return new Between(to.minus(DAY).isBefore(Instant.EPOCH) ? Instant.EPOCH : to.minus(DAY), to);
    }
}
