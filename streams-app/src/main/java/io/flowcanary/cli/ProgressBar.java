package io.flowcanary.cli;

import java.util.Locale;

/** How far a command has come, on standard error, and only where somebody looks. Safe for several threads. */
final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 40;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final boolean watched = System.console() != null;
    private int shown = -1;

    /** @param done from 0 to 1 */
    synchronized void done(double done) {
        int percent = (int) (100 * done);
        if (percent != shown) {
            shown = percent;
            int filled = percent * WIDTH / 100;
            say(String.format(Locale.ROOT, "[%s%s] %d %%", "#".repeat(filled), " ".repeat(WIDTH - filled), percent));
        }
    }

    /** For what has no known end. */
    synchronized void say(String text) {
        if (watched) {
            System.err.print(CLEAR_LINE + text);
        }
    }

    @Override
    public synchronized void close() {
        say("");
    }
}
