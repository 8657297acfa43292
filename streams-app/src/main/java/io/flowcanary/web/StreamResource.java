package io.flowcanary.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.access.Role;
import io.flowcanary.desk.News;
import io.flowcanary.query.CanaryView;
import io.flowcanary.record.LeaseGrant;
import io.flowcanary.record.Message;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * A canary's changes as server-sent events: {@code hello} with how it stands, then each {@code rollout} and {@code verdict}. A
 * verdict's id is its event's id; who comes back with it in {@code Last-Event-ID} gets the missed verdicts first. A stream of all
 * canaries begins without {@code hello} and tells nothing of what was missed: who comes back asks again.
 */
final class StreamResource implements Resource, AutoCloseable {
    static final int MOST_CLIENTS = 64;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private final News news;
    private final Standing standing;
    private final Missed missed;
    private final Semaphore places = new Semaphore(MOST_CLIENTS);
    private final Set<Inbox> open = ConcurrentHashMap.newKeySet();

    StreamResource(News news, Standing standing, Missed missed) {
        this.news = news;
        this.standing = standing;
        this.missed = missed;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(
                Directory.PATH + "/{canary}/stream",
                context -> listen(context, context.pathParam("canary")),
                Role.VIEWER);
        routes.get("/api/v1/stream", context -> listen(context, null), Role.VIEWER);
    }

    /** @param canary whose changes; null for those of all */
    private void listen(Context context, String canary) throws IOException {
        if (!places.tryAcquire()) {
            context.header("Retry-After", "30");
            throw new ProblemException(
                    503,
                    "too-many-streams",
                    "Too many streams",
                    "this instance serves " + MOST_CLIENTS + " streams at most: close one, or ask another instance");
        }
        Inbox inbox = new Inbox();
        Runnable stop = news.listen(message -> inbox.put(event(canary, message)));
        open.add(inbox);
        try {
            if (canary == null) {
                follow(EventWriter.begin(context), inbox, new HashSet<>());
            } else {
                serve(context, canary, inbox);
            }
        } finally {
            open.remove(inbox);
            stop.run();
            places.release();
        }
    }

    private void serve(Context context, String canary, Inbox inbox) throws IOException {
        Ask ask = Ask.of(context);
        String last = context.header("Last-Event-ID");
        // Read while the inbox fills already: what is in both is sent once.
        Optional<CanaryView> view = standing.of(ask, canary);
        Optional<List<Verdict>> since = last == null ? Optional.empty() : missed.since(ask, canary, last);

        EventWriter writer = EventWriter.begin(context);
        writer.write(new Event("hello", null, Hello.of(canary, view, last == null ? null : since.isPresent())));
        Set<String> sent = new HashSet<>();
        for (Verdict verdict : since.orElse(List.of())) {
            writer.write(new Event("verdict", verdict.id(), verdict));
            sent.add(verdict.id());
        }
        follow(writer, inbox, sent);
    }

    private static void follow(EventWriter writer, Inbox inbox, Set<String> sent) throws IOException {
        while (inbox.serving()) {
            Event next = inbox.next(KEEP_ALIVE);
            if (next == null && inbox.serving()) {
                writer.keepAlive();
            } else if (next != null && (next.id() == null || !sent.remove(next.id()))) {
                writer.write(next);
            }
        }
    }

    /**
     * How the canary stands as the stream begins.
     *
     * @param resumed whether every missed verdict follows; null when none was asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Hello(String canary, Boolean resumed, Rollout rollout, LeaseGrant lease) {
        static Hello of(String canary, Optional<CanaryView> view, Boolean resumed) {
            return new Hello(
                    canary,
                    resumed,
                    view.map(CanaryView::rollout).orElse(null),
                    view.map(CanaryView::lease).orElse(null));
        }
    }

    private static Event event(String canary, Message message) {
        if (message instanceof Verdict verdict
                && (canary == null || verdict.canary().equals(canary))) {
            return new Event("verdict", verdict.id(), verdict);
        }
        if (message instanceof Rollout rollout
                && (canary == null || rollout.canary().equals(canary))) {
            return new Event("rollout", null, rollout);
        }
        return null;
    }

    /** Ends every stream. */
    @Override
    public void close() {
        open.forEach(Inbox::end);
    }
}
