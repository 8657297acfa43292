package io.flowcanary.local.centre;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.local.clock.ScaledClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ContactCentreTest {
    private static final double AN_HOUR_IN_A_TENTH_OF_A_SECOND = 36_000;

    private final ScaledClock clock = new ScaledClock(Samples.BUSY, AN_HOUR_IN_A_TENTH_OF_A_SECOND);
    private final List<String> delivered = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aDrainedCentreHasDeliveredExactlyWhatWasPlanned() throws InterruptedException {
        CentreSettings settings = Samples.healthy().withCallsPerHour(500);
        ContactCentre centre = centre(settings, delivered::add, 300);
        assertThat(delivered)
                .containsExactlyElementsOf(planned(settings, centre.opensAt(), centre.callsPlaced()).stream()
                        .map(Delivery::envelope)
                        .toList());
        assertThat(centre.truth().deliveries()).isEqualTo(delivered.size());
    }

    @Test
    void nothingIsDeliveredBeforeItIsDue() throws InterruptedException {
        CentreSettings settings = Samples.quiet(Scenario.HEALTHY).withCallsPerHour(500);
        List<Instant> times = new ArrayList<>();
        ContactCentre centre = centre(settings, text -> times.add(clock.instant()), 300);
        List<Delivery> planned = planned(settings, centre.opensAt(), centre.callsPlaced());
        for (int n = 0; n < planned.size(); n++) {
            assertThat(times.get(n)).isAfterOrEqualTo(planned.get(n).deliverAt());
        }
    }

    @Test
    void theTruthOfADrainedCentreHoldsEveryCall() throws InterruptedException {
        ContactCentre centre = centre(Samples.quiet(Scenario.ABANDONS).withCallsPerHour(500), delivered::add, 300);
        VersionTruth stable = centre.truth().of("main-ivr", "v1");
        VersionTruth canary = centre.truth().of("main-ivr", "v2");
        assertThat(stable.started() + canary.started()).isEqualTo(centre.callsPlaced());
        assertThat(stable.ended() + canary.ended()).isEqualTo(centre.callsPlaced());
    }

    @Test
    void closingEndsTheRunAtOnceAndLeavesCallsOpen() throws InterruptedException {
        CountDownLatch enough = new CountDownLatch(300);
        ContactCentre centre =
                new ContactCentre(Samples.quiet(Scenario.HEALTHY), clock, Share.fixed(50), text -> enough.countDown());
        Thread thread = start(centre);
        assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
        centre.close();
        thread.join();
        VersionTruth stable = centre.truth().of("main-ivr", "v1");
        assertThat(stable.ended()).isLessThan(stable.started());
    }

    @Test
    void closingWakesACentreThatWaitsForItsNextCall() throws InterruptedException {
        ScaledClock slow = new ScaledClock(Samples.BUSY, 0.001);
        ContactCentre centre =
                new ContactCentre(Samples.healthy().withCallsPerHour(1), slow, Share.fixed(50), delivered::add);
        Thread thread = start(centre);
        centre.close();
        thread.join();
        assertThat(centre.callsPlaced()).isZero();
        assertThat(delivered).isEmpty();
    }

    @Test
    void anInterruptEndsTheRun() throws InterruptedException {
        ContactCentre centre =
                new ContactCentre(Samples.healthy(), clock, start -> OptionalDouble.empty(), delivered::add);
        Thread thread = start(centre);
        thread.interrupt();
        thread.join();
        assertThat(centre.truth().of("main-ivr", "v1").started())
                .as("every call met a share that could not be read")
                .isZero();
    }

    /** Runs a centre until it handed out so many envelopes, and then to the end of its calls. */
    private ContactCentre centre(CentreSettings settings, Consumer<String> sink, int envelopes)
            throws InterruptedException {
        CountDownLatch enough = new CountDownLatch(envelopes);
        ContactCentre centre = new ContactCentre(settings, clock, Share.fixed(50), text -> {
            sink.accept(text);
            enough.countDown();
        });
        Thread thread = start(centre);
        assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
        centre.stop(true);
        thread.join();
        return centre;
    }

    private static Thread start(ContactCentre centre) {
        Thread thread = new Thread(centre, "contact-centre");
        thread.start();
        return thread;
    }

    private static List<Delivery> planned(CentreSettings settings, Instant opensAt, long calls) {
        Arrivals arrivals = new Arrivals(settings, opensAt);
        CallPlanner planner = new CallPlanner(settings);
        CallEvents events = new CallEvents(settings);
        List<Delivery> planned = new ArrayList<>();
        for (long n = 0; n < calls; n++) {
            planned.addAll(events.of(planner.plan(n, arrivals.next(), OptionalDouble.of(50))));
        }
        planned.sort(Comparator.comparing(Delivery::deliverAt));
        return planned;
    }
}
