package io.flowcanary.local.proof;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;

/** How far a simulation is, on a terminal; nothing where there is none. For many threads. */
final class Progress {
    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean shown;
    private final long total;
    private final AtomicLong done = new AtomicLong();
    private int printed = -1;

    Progress(PrintStream out, boolean shown, long total) {
        this.out = out;
        this.shown = shown;
        this.total = total;
    }

    /** Some work more is done. */
    void ran(long work) {
        int percent = (int) (100 * done.addAndGet(work) / total);
        if (shown) {
            draw(percent);
        }
    }

    private synchronized void draw(int percent) {
        if (percent > printed) {
            printed = percent;
            int filled = Math.min(WIDTH, WIDTH * percent / 100);
            out.print("\r[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + percent + " %");
            out.flush();
        }
    }

    /** Makes room for a line that stays. */
    synchronized void erase() {
        if (shown) {
            out.print("\r\u001b[K");
            printed = -1;
        }
    }
}
