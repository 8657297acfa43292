package io.flowcanary.web;

import io.flowcanary.access.Role;
import io.flowcanary.query.CanaryTallies;
import io.flowcanary.query.MinuteTallies;
import io.flowcanary.query.Shard;
import io.flowcanary.query.SourceView;
import io.flowcanary.query.Span;
import io.flowcanary.topology.Store;
import io.javalin.config.RoutesConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Both versions side by side: summed over a window, or minute by minute. */
final class TalliesResource implements Resource {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration LONGEST_BY_MINUTE = Duration.ofHours(24);

    private final Anywhere anywhere;
    private final int sourcePartitions;

    TalliesResource(Anywhere anywhere, int sourcePartitions) {
        this.anywhere = anywhere;
        this.sourcePartitions = sourcePartitions;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(
                Directory.PATH + "/{canary}/tallies",
                context -> {
                    String canary = context.pathParam("canary");
                    Asked asked = Asked.of(new Parameters(context));
                    anywhere.answer(
                            context, Store.TALLIES, canary, shard -> Optional.of(read(shard, canary, asked)), "");
                },
                Role.VIEWER);
    }

    private Object read(Shard shard, String canary, Asked asked) {
        OptionalLong w = SourceView.w(shard, sourcePartitions);
        Span span = asked.span(w);
        return asked.byMinute()
                ? MinuteTallies.read(shard, canary, span, w)
                : CanaryTallies.read(shard, canary, span, w);
    }

    /**
     * @param window before the watermark; null when both ends are given
     * @param from null with a window
     * @param to null with a window
     */
    private record Asked(Duration window, Instant from, Instant to, boolean byMinute) {
        static Asked of(Parameters parameters) {
            boolean byMinute = parameters.is("by", "minute");
            Duration longest = byMinute ? LONGEST_BY_MINUTE : LONGEST;
            if (!parameters.has("from") && !parameters.has("to")) {
                Duration window = parameters.duration("window", Duration.ofHours(1), SHORTEST, longest);
                return new Asked(window, null, null, byMinute);
            }
            if (parameters.has("window")) {
                throw Parameters.wrong("window", "with from or to", "either a window, or from and to");
            }
            Between between = Between.of(parameters, longest);
            return new Asked(null, between.from(), between.to(), byMinute);
        }

        Span span(OptionalLong w) {
            return window != null ? Span.before(w, window) : Span.of(from, to);
        }
    }
}
