package io.flowcanary.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.Heartbeat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not counted, and that everything else still is. */
class RefusalTest {
    private final Stream stream = new Stream();
    private final Call call = new Call("c-1");

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void refusesWhatIsOlderThanItsMemory() {
        long sixDays = Call.at("09:00:00") + Duration.ofDays(6).toMillis();
        stream.pipe(new Heartbeat("test", sixDays, false, sixDays));
        stream.pipe(call.customerStart("09:00:10"));
        stream.flush();

        assertThat(stream.events()).containsEntry("skipped.older-than-memory", 1L);
    }

    @Test
    void anEventFromTheFutureIsBuriedAndMovesNoWatermark() {
        ConversationEvent now = call.customerStart("09:00:10");
        stream.pipe(new ConversationEvent(
                now.kind(),
                "c-2",
                null,
                null,
                now.eventTime() + 300_001,
                now.receivedAt(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        stream.pipe(now, call.draws("v1", "09:00:11"));
        stream.flush();

        assertThat(stream.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo("ahead-of-received");
            assertThat(letter.origin()).isEqualTo("genesys.conversation-events-0@0");
        });
        assertThat(stream.tally("v1", "09:00:00").late()).isEmpty();
        assertThat(stream.events()).containsEntry("dead-letter.ahead-of-received", 1L);
    }

    @Test
    void buriesWhatItCannotReadAndGoesOn() {
        stream.pipeRaw("{\"type\":\"conversation-event/9\"}".getBytes(StandardCharsets.UTF_8));
        stream.pipeRaw("{".getBytes(StandardCharsets.UTF_8));
        stream.pipeRaw(null);
        stream.pipe(call.customerStart("09:00:10"), call.draws("v1", "09:00:11"));
        stream.flush();

        assertThat(stream.deadLetters())
                .extracting("reason")
                .containsExactly("newer-version", "malformed-json", "empty-record");
        assertThat(stream.tally("v1", "09:00:00").started()).isEqualTo(1);
        assertThat(stream.events())
                .isEqualTo(Map.of(
                        "counted", 2L,
                        "dead-letter.newer-version", 1L,
                        "dead-letter.malformed-json", 1L,
                        "dead-letter.empty-record", 1L));
    }

    @Test
    void refusesMoreAgentsThanAnyConversationHas() {
        stream.pipe(call.customerStart("09:00:10"), call.draws("v1", "09:00:11"));
        for (int i = 0; i < 201; i++) {
            stream.pipe(call.agentEnd("a-" + i, "09:03:00", "ENDPOINT", 0, 1));
        }
        stream.flush();

        assertThat(stream.tally("v1", "09:00:00").handleMs()).isEqualTo(200);
        assertThat(stream.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason()).isEqualTo("too-many-legs"));
    }
}
