package io.flowcanary.bridge;

import io.flowcanary.bridge.envelope.Parsed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when most of what comes in goes to the dead letters: then it is not what it should be, and somebody has to look. It
 * looks at the last 100 records of the last quarter of an hour, and judges no fewer than 20. Safe for many threads.
 */
final class BurialWatch {
    static final int MOST = 100;
    static final int LEAST = 20;

    /** A bridge that nobody sends to, because it is not ready, must get ready again. */
    static final Duration MEMORY = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(BurialWatch.class);

    private final Clock clock;
    private final Deque<Entry> latest = new ArrayDeque<>();
    private int buried;
    private boolean burying;

    /** @param problem null for a record that could be read */
    private record Entry(Instant at, Parsed.Unusable problem) {}

    BurialWatch(Clock clock) {
        this.clock = clock;
    }

    void readable() {
        add(null);
    }

    void buried(Parsed.Unusable problem) {
        add(problem);
    }

    /** What is wrong with the records; empty while nothing is. */
    synchronized Optional<String> trouble() {
        forget();
        judge();
        return burying ? Optional.of(describe()) : Optional.empty();
    }

    /** The share that went to the dead letters, from 0 to 1; 0 while there are too few to say. */
    synchronized double share() {
        forget();
        return latest.size() < LEAST ? 0 : (double) buried / latest.size();
    }

    private synchronized void add(Parsed.Unusable problem) {
        latest.add(new Entry(clock.instant(), problem));
        buried += problem == null ? 0 : 1;
        forget();
        judge();
    }

    private void forget() {
        Instant since = clock.instant().minus(MEMORY);
        while (!latest.isEmpty() && (latest.size() > MOST || latest.peek().at().isBefore(since))) {
            buried -= latest.remove().problem() == null ? 0 : 1;
        }
    }

    /** It begins above a half and ends at a quarter, so that it is not told again and again in between. */
    private void judge() {
        if (!burying && latest.size() >= LEAST && 2 * buried > latest.size()) {
            burying = true;
            LOG.error("{}", describe());
        } else if (burying && (latest.size() < LEAST || 4 * buried <= latest.size())) {
            burying = false;
            LOG.info("records can be read again: {} of the last {} went to the dead letters", buried, latest.size());
        }
    }

    private String describe() {
        Parsed.Unusable example = commonest();
        return buried + " of the last " + latest.size() + " records went to the dead letters, most of them for "
                + example.reason() + ": " + example.detail() + "; the last one's shape: " + example.shape();
    }

    private Parsed.Unusable commonest() {
        Map<String, Long> counts = latest.stream()
                .filter(entry -> entry.problem() != null)
                .map(entry -> entry.problem().reason())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        String reason = counts.entrySet().stream()
                .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .orElseThrow()
                .getKey();
        return latest.stream()
                .map(Entry::problem)
                .filter(problem -> problem != null && problem.reason().equals(reason))
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
