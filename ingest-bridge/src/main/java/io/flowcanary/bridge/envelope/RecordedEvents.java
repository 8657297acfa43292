package io.flowcanary.bridge.envelope;

import io.flowcanary.record.ConversationEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads a recording, however it was written ({@link EnvelopeReader}), event by event in its order. An envelope counts as received
 * at its own {@code time}; one without is refused when it lies far ahead of the events around it ({@link Neighbours}). For one
 * thread.
 */
public final class RecordedEvents implements AutoCloseable {
    private final EnvelopeReader reader;
    private final EnvelopeParser parser;
    private final Redaction redaction;
    private final Neighbours neighbours = new Neighbours();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private IOException failure;
    private boolean ended;

    /**
     * What became of one thing in the recording.
     *
     * @param place where it is: {@code line 3}
     */
    public record Recorded(String place, Parsed parsed) {}

    /** One that may have to wait for those after it; what a dead letter would keep of it is made at once, to hold no trees. */
    private record Waiting(Recorded recorded, Parsed.Unusable ahead) {
        ConversationEvent event() {
            return recorded.parsed() instanceof Parsed.Event event ? event.event() : null;
        }
    }

    private RecordedEvents(EnvelopeReader reader, AttributeNames names) {
        this.reader = reader;
        this.parser = new EnvelopeParser(names);
        this.redaction = new Redaction(names);
    }

    /**
     * Opens a file, or standard input for {@link EnvelopeReader#STDIN}.
     *
     * @param longest the most bytes that one object may have
     * @throws IOException when it cannot be read; names the file
     */
    public static RecordedEvents open(String file, int longest, AttributeNames names) throws IOException {
        return of(EnvelopeReader.open(file, longest), names);
    }

    static RecordedEvents of(EnvelopeReader reader, AttributeNames names) {
        return new RecordedEvents(reader, names);
    }

    /**
     * The next one, or empty at the end.
     *
     * @throws IOException when it cannot be read on, after all that could be read; a gzip file that was cut off ends like this
     */
    public Optional<Recorded> next() throws IOException {
        while (true) {
            Optional<Recorded> decided = decide();
            if (decided.isPresent()) {
                return decided;
            }
            if (ended && failure != null) {
                throw failure;
            }
            if (ended) {
                return Optional.empty();
            }
            readOn();
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private void readOn() {
        try {
            Optional<Found> found = reader.next();
            ended = found.isEmpty();
            found.ifPresent(next -> waiting.add(waiting(next, parser.parseRecorded(next))));
        } catch (IOException e) {
            failure = e;
            ended = true;
        }
    }

    private Waiting waiting(Found found, Parsed parsed) {
        Recorded recorded = new Recorded(found.place(), parsed);
        boolean judged = parsed instanceof Parsed.Event event
                && !event.timed()
                && !(waiting.isEmpty() && neighbours.accepts(at(event.event())));
        return new Waiting(recorded, judged ? ahead((Parsed.Event) parsed, found) : null);
    }

    private Parsed.Unusable ahead(Parsed.Event event, Found found) {
        return new Parsed.Unusable(
                "ahead-of-neighbours",
                "event time " + Instant.ofEpochMilli(event.event().eventTime())
                        + " is far ahead of the events around it, and the envelope has no time of its own",
                redaction.redact(found.value()),
                Shape.of(found.value()));
    }

    private Optional<Recorded> decide() {
        Waiting first = waiting.peek();
        if (first == null) {
            return Optional.empty();
        }
        if (first.event() == null) {
            return Optional.of(waiting.remove().recorded());
        }
        Neighbours.Event event = at(first.event());
        if (first.ahead() == null || neighbours.accepts(event)) {
            return accept(event);
        }
        if (!ended && waiting.size() <= Neighbours.AFTER) {
            return Optional.empty();
        }
        if (neighbours.plausible(event, followers())) {
            return accept(event);
        }
        return Optional.of(new Recorded(waiting.remove().recorded().place(), first.ahead()));
    }

    private Optional<Recorded> accept(Neighbours.Event event) {
        neighbours.accept(event);
        return Optional.of(waiting.remove().recorded());
    }

    private List<Neighbours.Event> followers() {
        return waiting.stream()
                .skip(1)
                .filter(follower -> follower.event() != null)
                .map(follower -> at(follower.event()))
                .toList();
    }

    /** What was received cannot have happened later. */
    private static Neighbours.Event at(ConversationEvent event) {
        return new Neighbours.Event(event.conversationId(), Math.min(event.eventTime(), event.receivedAt()));
    }
}
