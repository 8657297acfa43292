package io.flowcanary.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DrainWatchTest {
    private static final Instant T1 = Fixture.NOW;
    private static final Instant T2 = T1.plusSeconds(1);
    private static final Instant T3 = T1.plusSeconds(2);

    private final DrainWatch watch = new DrainWatch(2);

    @Test
    void believesOnlyInAnEmptyPollOfEveryReceiver() {
        poll(0, T1, 0);
        assertThat(watch.drainedUpTo()).isEmpty();

        poll(1, T2, 0);
        assertThat(watch.drainedUpTo()).contains(T1);

        poll(0, T3, 0);
        assertThat(watch.drainedUpTo()).contains(T2);
    }

    @Test
    void believesInNoPollThatBeganBeforeTheLastAcknowledgement() {
        poll(0, T1, 1);
        watch.pollBegins(0, T2);
        watch.pollBegins(1, T2);
        watch.acknowledged();
        watch.pollEnds(0, 0);
        watch.pollEnds(1, 0);
        assertThat(watch.drainedUpTo()).isEmpty();

        poll(0, T3, 0);
        poll(1, T3, 0);
        assertThat(watch.drainedUpTo()).contains(T3);
    }

    @Test
    void doubtsAPollBesideWhichAnotherFoundAMessage() {
        watch.pollBegins(0, T1);
        poll(1, T1, 1);
        watch.acknowledged();
        watch.pollEnds(0, 0);
        poll(1, T2, 0);

        assertThat(watch.drainedUpTo()).isEmpty();
    }

    @Test
    void doubtsEverythingOnceAMessageGoesBack() {
        poll(0, T1, 1);
        watch.returned();
        watch.pollBegins(0, T2);
        poll(1, T2, 0);
        watch.pollEnds(0, 0);
        assertThat(watch.settled()).isTrue();
        assertThat(watch.drainedUpTo()).contains(T2);

        watch.doubt();
        assertThat(watch.drainedUpTo()).isEmpty();
    }

    @Test
    void doubtsAReceiverThatFails() {
        poll(0, T1, 0);
        poll(1, T1, 0);
        watch.pollBegins(1, T2);
        watch.pollFails(1);

        assertThat(watch.drainedUpTo()).isEmpty();
    }

    private void poll(int receiver, Instant at, int messages) {
        watch.pollBegins(receiver, at);
        watch.pollEnds(receiver, messages);
    }
}
