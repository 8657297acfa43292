package io.flowcanary.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.Fact;
import io.flowcanary.record.GenesysFigures;
import io.flowcanary.record.Heartbeat;
import io.flowcanary.record.Totals;
import io.flowcanary.tally.VersionTally;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one conversation counts for, whatever its events look like. */
class AssemblyTest {
    private final Stream stream = new Stream();
    private final Call call = new Call("c-1");

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void countsACallThatTheFlowServesAsContained() {
        stream.pipe(
                call.customerStart("09:00:10"),
                call.flowStart("09:00:10"),
                call.draws("v1", "09:00:11"),
                call.flowEnd("09:01:00", "FLOW_DISCONNECT"),
                call.customerEnd("09:01:00"));
        stream.flush();

        assertThat(stream.tally("v1", "09:00:00")).isEqualTo(counts(1, 1, 0, 0, 1, 0, 0));
    }

    @Test
    void countsACallThatGivesUpInTheQueueAsAbandoned() {
        stream.pipe(
                call.customerStart("09:00:10"),
                call.draws("v2", "09:00:11"),
                call.flowEnd("09:00:40", "TRANSFER"),
                call.queueStart("09:00:40"),
                call.queueEnd("09:02:00", "ABANDON"),
                call.customerEnd("09:02:00"));
        stream.flush();

        assertThat(stream.tally("v2", "09:00:00"))
                .isEqualTo(counts(1, 1, 1, 0, 0, 0, 0, new GenesysFigures(1, 0, 1, 0)));
    }

    @Test
    void countsACallThatHangsUpInTheMenu() {
        stream.pipe(
                call.customerStart("09:00:10"),
                call.draws("v2", "09:00:11"),
                call.flowEnd("09:00:40", "DISCONNECT"),
                call.customerEnd("09:00:40"));
        stream.flush();

        assertThat(stream.tally("v2", "09:00:00")).isEqualTo(counts(1, 1, 0, 0, 0, 1, 0));
    }

    @Test
    void aQueueThatAnswersOrRoutesOnIsNoAbandon() {
        stream.pipe(
                call.customerStart("09:00:10"),
                call.draws("v1", "09:00:11"),
                call.queueStart("09:00:40"),
                call.queueEnd("09:00:50", "FLOW_OUT"),
                call.queueStart("09:00:51"),
                call.queueEnd("09:01:50", "ANSWERED"));
        stream.flush();

        assertThat(stream.tally("v1", "09:00:00"))
                .isEqualTo(counts(1, 0, 0, 0, 0, 0, 0, new GenesysFigures(2, 1, 0, 0)));
    }

    @Test
    void ignoresHowFlowsWithinTheFlowEnd() {
        stream.pipe(
                call.customerStart("09:00:10"),
                call.draws("v1", "09:00:11"),
                call.flowEnd("09:00:20", "BOT", "FLOW_ERROR_EXIT"),
                call.flowEnd("09:00:30", "COMMONMODULE", "FLOW_DISCONNECT"),
                call.flowEnd("09:00:35", "INQUEUECALL", "DISCONNECT"));
        stream.flush();

        assertThat(stream.tally("v1", "09:00:00")).isEqualTo(counts(1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void countsEveryKindOfErrorOnceInAll() {
        stream.pipe(
                call.customerStart("09:00:10"),
                call.draws("v1", "09:00:11"),
                call.flowOutcome("09:00:12", "o-1", "FAILURE"),
                call.flowEnd("09:00:20", "FLOW_ERROR_DISCONNECT"),
                call.flowEnd("09:00:30", "RECOGNITION_FAILURE_EXIT"),
                call.agentEnd("a-1", "09:02:00", "TRANSPORT_FAILURE", 0, 0));
        stream.flush();

        assertThat(stream.tally("v1", "09:00:00").errored()).isEqualTo(1);
    }

    @Test
    void addsUpTwoAgentsAndAfterCallWorkThatComesAfterTheEnd() {
        stream.pipe(
                call.customerStart("09:00:10"),
                call.draws("v1", "09:00:11"),
                call.agentStart("a-1", "09:01:00"),
                call.agentEnd("a-1", "09:03:00", "TRANSFER", 100_000, 120_000),
                call.agentStart("a-2", "09:03:00"),
                call.agentEnd("a-2", "09:05:00", "ENDPOINT", 110_000, 115_000),
                call.customerEnd("09:05:00"),
                call.afterCallWork("a-2", "09:06:10", 65_000));
        stream.flush();

        VersionTally tally = stream.tally("v1", "09:00:00");
        assertThat(tally.transferred()).isEqualTo(1);
        assertThat(tally.handled()).isEqualTo(1);
        assertThat(tally.handleMs()).isEqualTo(300_000);
        assertThat(tally.talkMs()).isEqualTo(210_000);
        assertThat(tally.handleP50Ms()).isBetween(297_000L, 303_000L);
        assertThat(stream.outcomes())
                .last()
                .satisfies(outcome -> assertThat(outcome.handleMs()).isEqualTo(300_000));
    }

    @Test
    void anEventThatComesTwiceCountsOnce() {
        ConversationEvent end = call.agentEnd("a-1", "09:03:00", "ENDPOINT", 100_000, 120_000);
        stream.pipe(call.customerStart("09:00:10"), call.draws("v1", "09:00:11"), end, end);
        stream.flush();

        assertThat(stream.tally("v1", "09:00:00").handleMs()).isEqualTo(120_000);
        assertThat(stream.events()).containsEntry("counted", 3L).containsEntry("skipped.repeated", 1L);
    }

    @Test
    void theOrderOfEventsDoesNotMatter() {
        stream.pipe(
                call.customerEnd("09:01:00"),
                call.flowEnd("09:01:00", "FLOW_DISCONNECT"),
                call.draws("v1", "09:00:11"),
                call.customerStart("09:00:10"));
        stream.flush();

        assertThat(stream.tally("v1", "09:00:00")).isEqualTo(counts(1, 1, 0, 0, 1, 0, 0));
    }

    @Test
    void aLateStartMovesTheCallToItsMinute() {
        stream.pipe(call.flowStart("09:01:05"), call.draws("v1", "09:01:06"));
        stream.flush();
        assertThat(stream.tally("v1", "09:01:00").started()).isEqualTo(1);

        stream.pipe(call.customerStart("09:00:59"));
        stream.flush();

        assertThat(stream.tally("v1", "09:01:00").started()).isZero();
        assertThat(stream.tally("v1", "09:00:00").started()).isEqualTo(1);
    }

    @Test
    void aQueueTakesBackThatTheCallWasContained() {
        stream.pipe(
                call.customerStart("09:00:10"),
                call.draws("v1", "09:00:11"),
                call.flowEnd("09:00:50", "FLOW_DISCONNECT"));
        stream.flush();
        assertThat(stream.tally("v1", "09:00:00").contained()).isEqualTo(1);

        stream.pipe(call.queueStart("09:00:40"));
        stream.flush();

        assertThat(stream.tally("v1", "09:00:00").contained()).isZero();
    }

    @Test
    void withoutACustomerStartTheEarliestEventIsTheStart() {
        stream.pipe(call.draws("v1", "09:02:11"), call.flowStart("09:01:59"));
        stream.flush();

        assertThat(stream.tally("v1", "09:01:00").started()).isEqualTo(1);
    }

    @Test
    void withoutAVersionACallIsCountedOnlyAsOneOfAll() {
        stream.pipe(call.customerStart("09:00:10"), call.flowStart("09:00:10"), call.customerEnd("09:00:30"));
        stream.flush();

        assertThat(stream.totals(Call.FLOW, "*", "09:00:00").counts()).isEqualTo(Map.of(Fact.STARTED, Map.of(0, 1L)));
        assertThat(stream.totals(Call.FLOW, "v1", "09:00:00")).isNull();
    }

    @Test
    void aCanaryNameMovesTheCallFromItsFlowsKey() {
        stream.pipe(call.customerStart("09:00:10"), call.flowStart("09:00:10"));
        stream.flush();
        stream.pipe(call.draws("v1", "09:00:12"));
        stream.flush();

        assertThat(stream.totals(Call.FLOW, "*", "09:00:00").counts()).isEmpty();
        assertThat(stream.totals(Call.CANARY, "*", "09:00:00").counts()).isEqualTo(Map.of(Fact.STARTED, Map.of(0, 1L)));
    }

    @Test
    void withoutACanaryNameTheFlowIsTheKey() {
        stream.pipe(call.customerStart("09:00:10"), call.flowStart("09:00:10"), call.draws("v1", null, "09:00:12"));
        stream.flush();

        assertThat(stream.totals(Call.FLOW, "v1", "09:00:00").counts()).isEqualTo(Map.of(Fact.STARTED, Map.of(0, 1L)));
    }

    @Test
    void theFallbackBranchIsCountedApart() {
        stream.pipe(call.customerStart("09:00:10"), call.draws("fallback", "09:00:11"));
        stream.flush();

        assertThat(stream.tally("fallback", "09:00:00").started()).isEqualTo(1);
        assertThat(stream.tally("v1", "09:00:00")).isEqualTo(Stream.NONE);
    }

    @Test
    void aCallThatDrewTwoVersionsIsMixedAndCountsForNeither() {
        stream.pipe(call.customerStart("09:00:10"), call.draws("v1", "09:00:11"));
        stream.flush();
        stream.pipe(call.draws("v2", "09:00:15"));
        stream.flush();

        assertThat(stream.tally("mixed", "09:00:00").started()).isEqualTo(1);
        assertThat(stream.tally("v1", "09:00:00")).isEqualTo(Stream.NONE);
        assertThat(stream.tally("v2", "09:00:00")).isEqualTo(Stream.NONE);
    }

    @Test
    void theNinthVersionOfACanaryIsOneOfTheOthers() {
        for (int i = 1; i <= 10; i++) {
            stream.pipe(new Call("c-" + i).draws("x" + i, "09:00:11"));
        }
        stream.flush();

        assertThat(stream.tally("x8", "09:00:00").started()).isEqualTo(1);
        assertThat(stream.tally("x9", "09:00:00")).isEqualTo(Stream.NONE);
        assertThat(stream.tally("other", "09:00:00").started()).isEqualTo(2);
    }

    @Test
    void aCallThatNeverEndsStaysStartedAndIsForgottenAfterFiveDays() {
        stream.pipe(call.customerStart("09:00:10"), call.draws("v1", "09:00:11"));
        long sixDays = Call.at("09:00:00") + Duration.ofDays(6).toMillis();
        stream.pipe(new Heartbeat("test", sixDays, false, sixDays));
        stream.pass(Duration.ofMinutes(1));

        assertThat(stream.tally("v1", "09:00:00")).isEqualTo(counts(1, 0, 0, 0, 0, 0, 0));
        assertThat(stream.remembered()).isZero();
    }

    @Test
    void countsAFactAtTheAgeAtWhichItsVersionWasKnown() {
        stream.pipe(call.customerStart("09:00:10"), call.queueEnd("09:01:00", "ABANDON"), call.draws("v1", "09:02:10"));
        stream.flush();

        assertThat(stream.totals(Call.CANARY, "v1", "09:00:00").counts())
                .isEqualTo(Map.of(
                        Fact.STARTED, Map.of(2, 1L),
                        Fact.ABANDONED, Map.of(2, 1L),
                        Fact.OFFERED, Map.of(2, 1L),
                        Fact.QUEUE_ABANDONS, Map.of(2, 1L)));
    }

    @Test
    void anAgeIsWholeMinutesSinceTheStart() {
        stream.pipe(
                call.customerStart("09:00:10"), call.draws("v1", "09:00:11"), call.queueEnd("09:01:09.999", "ABANDON"));
        Call other = new Call("c-2");
        stream.pipe(
                other.customerStart("09:00:10"), other.draws("v1", "09:00:11"), other.queueEnd("09:01:10", "ABANDON"));
        stream.flush();

        assertThat(stream.totals(Call.CANARY, "v1", "09:00:00").counts().get(Fact.ABANDONED))
                .isEqualTo(Map.of(0, 1L, 1, 1L));
    }

    @Test
    void whatHappensAfterAnHourHasNoAge() {
        stream.pipe(call.customerStart("09:00:10"), call.draws("v1", "09:00:11"), call.queueEnd("10:01:10", "ABANDON"));
        stream.flush();

        assertThat(stream.totals(Call.CANARY, "v1", "09:00:00").counts().get(Fact.ABANDONED))
                .isEqualTo(Map.of(Totals.LATER, 1L));
    }

    private static VersionTally counts(
            long started, long ended, long abandoned, long transferred, long contained, long ivrHangup, long errored) {
        return counts(started, ended, abandoned, transferred, contained, ivrHangup, errored, GenesysFigures.NONE);
    }

    private static VersionTally counts(
            long started,
            long ended,
            long abandoned,
            long transferred,
            long contained,
            long ivrHangup,
            long errored,
            GenesysFigures genesys) {
        return new VersionTally(
                started,
                ended,
                abandoned,
                transferred,
                contained,
                ivrHangup,
                errored,
                0,
                0,
                0,
                null,
                null,
                Map.of(),
                0,
                genesys);
    }
}
