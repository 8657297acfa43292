package io.flowcanary.bridge.envelope;

import io.flowcanary.bridge.envelope.RecordedEvents.Recorded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How much of a recording could be read, and why the rest could not. For one thread. */
public final class Legibility {
    private static final int MOST_REASONS = 5;

    private final Map<String, Long> skipped = new TreeMap<>();
    private final Map<String, Unread> unread = new TreeMap<>();
    private long events;
    private IOException end;

    /** What could not be read for one reason, and the first of it. */
    private record Unread(long count, String place, Parsed.Unusable first) {
        Unread more() {
            return new Unread(count + 1, place, first);
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%,d %s: %s; the first at %s: %s",
                    count,
                    first.reason(),
                    first.detail(),
                    place,
                    first.shape());
        }
    }

    /** What comes next in a recording, counted; empty at its end, and where it cannot be read on. */
    public Optional<Recorded> next(RecordedEvents recording) {
        try {
            Optional<Recorded> next = recording.next();
            next.ifPresent(this::count);
            return next;
        } catch (IOException e) {
            end = e;
            return Optional.empty();
        }
    }

    private void count(Recorded recorded) {
        Parsed parsed = recorded.parsed();
        if (parsed instanceof Parsed.Unusable unusable) {
            unread.merge(unusable.reason(), new Unread(1, recorded.place(), unusable), (known, one) -> known.more());
        } else if (parsed instanceof Parsed.Skipped skip) {
            skipped.merge(skip.reason(), 1L, Long::sum);
        } else {
            events++;
        }
    }

    /** All that was found. */
    public long all() {
        return events + skipped.values().stream().mapToLong(Long::longValue).sum() + unreadable();
    }

    /** What could not be read. */
    public long unreadable() {
        return unread.values().stream().mapToLong(Unread::count).sum();
    }

    /** Why the recording is not to be used: it breaks off, or no event in it could be read, or under half of what it holds. */
    public Optional<String> problem() {
        if (end != null) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "it breaks off after %,d records, of which %,d could be read: %s; get the whole of it again",
                    all(),
                    all() - unreadable(),
                    end.getMessage() == null ? end.toString() : end.getMessage()));
        }
        if (all() == 0) {
            return Optional.of("it holds nothing");
        }
        if (2 * unreadable() > all()) {
            return Optional.of(String.format(Locale.ROOT, "%,d of %,d could not be read", unreadable(), all()));
        }
        if (events == 0) {
            return Optional.of(String.format(Locale.ROOT, "none of %,d is an event that counts: %s", all(), skipped));
        }
        return Optional.empty();
    }

    /** The commonest reasons why something could not be read, each with how often and the first one's shape, which holds no data. */
    public List<String> reasons() {
        List<Unread> commonest = new ArrayList<>(unread.values());
        commonest.sort(Comparator.comparingLong(Unread::count).reversed());
        return commonest.stream().limit(MOST_REASONS).map(Unread::text).toList();
    }
}
