package io.flowcanary.bridge;

import io.flowcanary.bridge.envelope.EnvelopeReader;
import io.flowcanary.bridge.envelope.Parsed;
import io.flowcanary.record.Messages;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Envelopes posted by an EventBridge API destination, which repeats a post on 429 and 5xx and on nothing else: an envelope
 * that can never be used therefore goes to the dead letters and the post is accepted.
 */
final class HttpSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(HttpSource.class);

    private final HttpSettings settings;
    private final ApiKey key;
    private final Ingest ingest;
    private final Clock clock;
    private final Semaphore requests;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean open;
    private volatile Instant lastPost;

    HttpSource(HttpSettings settings, Ingest ingest, Clock clock) {
        this.settings = settings;
        this.key = new ApiKey(settings.key(), settings.nextKey());
        this.ingest = ingest;
        this.clock = clock;
        this.requests = new Semaphore(settings.mostRequests());
        this.lastPost = clock.instant();
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public void start() {
        lastPost = clock.instant();
        open = true;
    }

    /** Nobody can be asked whether there is more: after some silence it is taken to be so. */
    @Override
    public Optional<Drained> drained() {
        Instant quietSince = lastPost;
        Instant upTo = clock.instant().minus(settings.silence());
        boolean idle = requests.availablePermits() == settings.mostRequests();
        return open && idle && !quietSince.isAfter(upTo) ? Optional.of(new Drained(upTo, true)) : Optional.empty();
    }

    @Override
    public Optional<String> trouble() {
        return open ? Optional.empty() : Optional.of("takes no posts yet");
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void close() {
        open = false;
        try {
            long patience = settings.acknowledgeWithin().plusSeconds(1).toMillis();
            if (requests.tryAcquire(settings.mostRequests(), patience, TimeUnit.MILLISECONDS)) {
                requests.release(settings.mostRequests());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers {@code POST /events}. */
    void post(Context request) throws IOException, InterruptedException {
        if (!key.matches(request.header(settings.keyHeader()))) {
            refuse(request, 401, settings.keyHeader() + " is missing or wrong");
        } else if (!requests.tryAcquire()) {
            refuse(request.header("Retry-After", "1"), 429, "more than " + settings.mostRequests() + " posts at once");
        } else {
            try {
                lastPost = clock.instant();
                take(request);
            } finally {
                lastPost = clock.instant();
                requests.release();
            }
        }
    }

    private void take(Context request) throws IOException, InterruptedException {
        if (!open) {
            refuse(request.header("Retry-After", "2"), 503, "not taking posts at the moment: post again");
            return;
        }
        byte[] body = request.bodyInputStream().readNBytes(settings.longestBody() + 1);
        if (body.length > settings.longestBody()) {
            refuse(request, 413, "the body has more than " + settings.longestBody() + " bytes");
            return;
        }
        String origin = UUID.randomUUID().toString();
        Deadline deadline = new Deadline(settings.acknowledgeWithin());
        try {
            answer(request, origin, body, deadline);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("post {} is not acknowledged by Kafka: {}", origin, e.toString());
            refuse(request.header("Retry-After", "2"), 503, "Kafka did not acknowledge in time: post again");
        }
    }

    private void answer(Context request, String origin, byte[] body, Deadline deadline)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        List<Parsed.Unusable> unreadable = new ArrayList<>();
        EnvelopeReader.forEach(body, settings.longestBody(), found -> {
            if (deadline.left() > 0) {
                receipts.add(ingest.take(origin + "/" + receipts.size(), found));
                Optional.ofNullable(found.unreadable()).ifPresent(unreadable::add);
            }
        });
        deadline.check();
        Map<Receipt.Fate, Integer> fates = new EnumMap<>(Receipt.Fate.class);
        for (CompletableFuture<Receipt> receipt : receipts) {
            fates.merge(deadline.await(receipt).fate(), 1, Integer::sum);
        }
        if (!unreadable.isEmpty() && unreadable.size() == receipts.size()) {
            refuse(request, 400, unreadable.get(0).detail());
            return;
        }
        json(
                request.status(202),
                Map.of(
                        "received", receipts.size(),
                        "written", fates.getOrDefault(Receipt.Fate.WRITTEN, 0),
                        "skipped", fates.getOrDefault(Receipt.Fate.SKIPPED, 0),
                        "deadLettered", fates.getOrDefault(Receipt.Fate.DEAD_LETTERED, 0)));
    }

    private static void refuse(Context request, int status, String why) {
        json(request.status(status), Map.of("error", why));
    }

    private static void json(Context request, Map<String, Object> body) {
        request.contentType("application/json").result(Messages.json().writeValueAsBytes(body));
    }
}
