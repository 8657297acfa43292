package io.flowcanary.local.centre;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Writes what a contact centre delivers, one text per line in the order of delivery, to be played again later. */
public final class Recording {
    private Recording() {}

    /**
     * Records the calls that begin within a period, each to its last event.
     *
     * @param settings of the contact centre
     * @param share read at the start of each call
     * @param from start of the period
     * @param length of the period
     * @param target gets the lines, each ended by {@code \n}; neither flushed nor closed
     * @return the truth about exactly these calls
     * @throws IOException when the target refuses a line
     */
    public static Truth write(CentreSettings settings, Share share, Instant from, Duration length, Appendable target)
            throws IOException {
        Tally tally = new Tally(settings);
        Playback playback = new Playback(settings, share, tally, from, from.plus(length));
        while (playback.next().isBefore(Instant.MAX)) {
            Optional<Delivery> delivery = playback.step();
            if (delivery.isPresent()) {
                target.append(delivery.get().envelope()).append('\n');
            }
        }
        return tally.truth();
    }
}
