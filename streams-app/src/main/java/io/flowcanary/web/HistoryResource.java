package io.flowcanary.web;

import io.flowcanary.access.Role;
import io.flowcanary.query.Shard;
import io.flowcanary.topology.Store;
import io.javalin.config.RoutesConfig;
import java.util.Optional;

/** What was said of a canary, and what was ordered: page by page, the newest first. */
final class HistoryResource implements Resource {
    private static final int LONGEST_PAGE = 500;
    private static final int PAGE = 50;

    private final Anywhere anywhere;

    HistoryResource(Anywhere anywhere) {
        this.anywhere = anywhere;
    }

    /**
     * Which entries.
     *
     * @param limit how many at most
     * @param before where the page begins; {@code Long.MAX_VALUE} for the newest
     * @param told only verdicts that people are told of
     */
    record Range(int limit, long before, boolean told) {
        /** Every entry before a place. */
        static Range of(int limit, long before) {
            return new Range(limit, before, false);
        }

        private static Range of(Parameters parameters) {
            return new Range(
                    (int) parameters.number("limit", PAGE, 1, LONGEST_PAGE),
                    parameters.number("before", Long.MAX_VALUE, 1, Long.MAX_VALUE),
                    parameters.is("told", "true"));
        }

        /** The path of such a page of this list. */
        String path(String canary, String name) {
            String begin = before == Long.MAX_VALUE ? "" : "&before=" + before;
            return Path.of(canary) + "/" + name + "?limit=" + limit + (told ? "&told=true" : "") + begin;
        }

        /** The range of a {@link #path}; null of none. */
        static Range ofPath(int limit, String path) {
            return path == null ? null : of(limit, Long.parseLong(path.substring(path.lastIndexOf('=') + 1)));
        }

        String next(String canary, String name, Long place) {
            return place == null ? null : new Range(limit, place, told).path(canary, name);
        }
    }

    private interface Reading {
        Object read(Shard shard, String canary, Range range);
    }

    @Override
    public void add(RoutesConfig routes) {
        pages(routes, VerdictPage.NAME, Store.VERDICTS, VerdictPage::read);
        pages(routes, OrderPage.NAME, Store.ORDERS, OrderPage::read);
    }

    private void pages(RoutesConfig routes, String name, Store<String, ?> store, Reading reading) {
        routes.get(
                Directory.PATH + "/{canary}/" + name,
                context -> {
                    String canary = context.pathParam("canary");
                    Range range = Range.of(new Parameters(context));
                    anywhere.answer(
                            context, store, canary, shard -> Optional.of(reading.read(shard, canary, range)), "");
                },
                Role.VIEWER);
    }
}
