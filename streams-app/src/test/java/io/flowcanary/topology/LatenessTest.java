package io.flowcanary.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Fact;
import io.flowcanary.record.Totals;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * When a fact is evidence. A cell (start minute, age) is complete once the watermark is a minute past the last call of the
 * minute at that age; the watermark trails the latest event by a minute.
 */
class LatenessTest {
    private final Stream stream = new Stream();
    private final Call call = new Call("c-1");

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void aMinuteBelongsToTheCallsThatStartInIt() {
        stream.pipe(new Call("c-1").draws("v1", "09:00:00"));
        stream.pipe(new Call("c-2").draws("v1", "09:00:59.999"));
        stream.pipe(new Call("c-3").draws("v1", "09:01:00"));
        stream.flush();

        assertThat(stream.tally("v1", "09:00:00").started()).isEqualTo(2);
        assertThat(stream.tally("v1", "09:01:00").started()).isEqualTo(1);
    }

    @Test
    void isInTimeUntilItsCellIsComplete() {
        stream.pipe(call.customerStart("09:00:10"), call.draws("v1", "09:00:11"));
        // Minute 09:00, age 0: complete from watermark 09:02:00, reached by an event at 09:03:00.
        stream.drainedUpTo("09:02:59.999");
        stream.pipe(call.queueEnd("09:00:50", "ABANDON"));
        stream.flush();

        Totals totals = stream.totals(Call.CANARY, "v1", "09:00:00");
        assertThat(totals.counts().get(Fact.ABANDONED)).isEqualTo(Map.of(0, 1L));
        assertThat(totals.late()).isEmpty();
    }

    @Test
    void isLateFromTheMomentItsCellIsComplete() {
        stream.pipe(call.customerStart("09:00:10"), call.draws("v1", "09:00:11"));
        stream.drainedUpTo("09:03:00");
        stream.pipe(call.queueEnd("09:00:50", "ABANDON"));
        stream.flush();

        Totals totals = stream.totals(Call.CANARY, "v1", "09:00:00");
        assertThat(totals.counts()).doesNotContainKey(Fact.ABANDONED);
        assertThat(totals.late()).isEqualTo(Map.of(Fact.ABANDONED, 1L, Fact.OFFERED, 1L, Fact.QUEUE_ABANDONS, 1L));
        assertThat(stream.tally("v1", "09:00:00").abandoned()).isEqualTo(1);
        assertThat(stream.tally("v1", "09:00:00").late()).isEqualTo(Map.of("abandoned", 1L));
    }

    @Test
    void anOlderAgeOfTheSameMinuteIsStillInTime() {
        stream.pipe(call.customerStart("09:00:10"), call.draws("v1", "09:00:11"));
        stream.drainedUpTo("09:03:00");
        stream.pipe(call.queueEnd("09:01:10", "ABANDON"));
        stream.flush();

        assertThat(stream.totals(Call.CANARY, "v1", "09:00:00").counts().get(Fact.ABANDONED))
                .isEqualTo(Map.of(1, 1L));
    }

    @Test
    void aRetractionThatComesTooLateLeavesTheEvidenceAloneAndTheTotalRight() {
        stream.pipe(
                call.customerStart("09:00:10"),
                call.draws("v1", "09:00:11"),
                call.flowEnd("09:00:40", "FLOW_DISCONNECT"));
        stream.drainedUpTo("09:30:00");
        stream.pipe(call.queueStart("09:00:30"));
        stream.flush();

        Totals totals = stream.totals(Call.CANARY, "v1", "09:00:00");
        assertThat(totals.counts().get(Fact.CONTAINED)).isEqualTo(Map.of(0, 1L));
        assertThat(totals.late()).isEqualTo(Map.of(Fact.CONTAINED, -1L));
        assertThat(stream.tally("v1", "09:00:00").contained()).isZero();
    }

    @Test
    void aHeartbeatMovesEventTimeWhereNoCallsDo() {
        stream.pipe(call.draws("v1", "09:00:11"));
        stream.drainedUpTo("09:05:00");

        stream.pipe(new Call("c-2").draws("v1", "09:01:00"));
        stream.flush();

        assertThat(stream.tally("v1", "09:01:00").late()).isEqualTo(Map.of("started", 1L));
    }

    @Test
    void latenessIsDecidedByTheFactsOwnPartition() {
        try (Stream two = new Stream(2)) {
            two.otherPartition(1, "11:00:00");

            two.pipe(call.customerStart("09:00:10"), call.draws("v1", "09:00:11"));
            two.flush();

            assertThat(two.tally("v1", "09:00:00").late()).isEmpty();
        }
    }

    @Test
    void eventTimeNeverGoesBack() {
        stream.drainedUpTo("09:30:00");
        stream.drainedUpTo("09:10:00");
        stream.pipe(call.draws("v1", "09:00:11"));
        stream.flush();

        assertThat(stream.tally("v1", "09:00:00").late()).isEqualTo(Map.of("started", 1L));
    }
}
