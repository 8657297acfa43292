package io.flowcanary.local.centre;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Writes what a contact centre delivers, one text per line in the order of delivery, to be played again later. */
public final class Recording {
    private Recording() {}

    /** Takes a recording line by line, and says when there is enough. */
    public interface Listener {
        /** Hears one line, in the order of delivery. */
        void hear(String envelope) throws IOException;

        /** Whether calls still come in. Once it is false, those under way go on to their last event. */
        boolean wantsCalls();
    }

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
        return play(settings, share, from, length, new Listener() {
            @Override
            public void hear(String envelope) throws IOException {
                target.append(envelope).append('\n');
            }

            @Override
            public boolean wantsCalls() {
                return true;
            }
        });
    }

    /**
     * The same, for a listener that may end the period early. It hears every line before the next call begins, so what it hears
     * may move the share.
     *
     * @throws IOException when the listener does
     */
    public static Truth play(CentreSettings settings, Share share, Instant from, Duration length, Listener listener)
            throws IOException {
        Tally tally = new Tally(settings);
        Playback playback = new Playback(settings, new DrawnGate(settings, share), tally, from, from.plus(length));
        while (playback.next().isBefore(Instant.MAX)) {
            Optional<Delivery> delivery = playback.step();
            if (delivery.isPresent()) {
                listener.hear(delivery.get().envelope());
                if (!listener.wantsCalls()) {
                    playback.noMoreCalls();
                }
            }
        }
        return tally.truth();
    }
}
