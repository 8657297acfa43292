package io.flowcanary.cli;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.client.Changes;
import io.flowcanary.client.ServerException;
import io.flowcanary.show.Frame;
import io.flowcanary.show.Paint;
import io.flowcanary.show.Status;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Draws a canary's status again and again, in place: at each change that the server reports, and every few seconds. */
final class Watch {
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final long EVERY_MS = 5_000;

    private final CanaryClient client;
    private final String canary;
    private final Paint paint;
    private final PrintWriter out;
    private final Clock clock;
    private final Semaphore changed = new Semaphore(0);

    Watch(CanaryClient client, String canary, Paint paint, PrintWriter out, Clock clock) {
        this.client = client;
        this.canary = canary;
        this.paint = paint;
        this.out = out;
        this.clock = clock;
    }

    void run() throws InterruptedException, ServerException {
        Status last = CanaryStatus.ask(client, canary, clock).orElseThrow(() -> CanaryStatus.unknown(canary));
        try (Changes changes = client.changes(canary, changed::release)) {
            draw(Frame.live(last, changes.told(), paint));
            while (!Thread.currentThread().isInterrupted()) {
                changed.tryAcquire(EVERY_MS, TimeUnit.MILLISECONDS);
                changed.drainPermits();
                try {
                    Optional<Status> now = CanaryStatus.ask(client, canary, clock);
                    last = now.orElse(last);
                    draw(Frame.live(last, changes.told(), paint));
                } catch (ServerException e) {
                    draw(Frame.lost(last, clock.instant(), e.getMessage(), paint));
                }
            }
        }
    }

    /** Over what was drawn before, and without a blank in between: nothing flickers. */
    private void draw(Frame frame) {
        if (paint.colours()) {
            out.print(HOME);
            frame.lines().forEach(line -> out.print(line + CLEAR_LINE + System.lineSeparator()));
            out.print(CLEAR_BELOW);
        } else {
            frame.lines().forEach(out::println);
        }
        out.flush();
    }
}
