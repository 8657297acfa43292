package io.flowcanary.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.assemble.ConversationPath;
import io.flowcanary.query.Conversations;
import io.flowcanary.record.ConversationEvent;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Why one conversation is evidence, or is not. */
class ConversationPathTest {
    private static final long LATENESS = 60_000;

    private final Stream stream = new Stream();
    private final Call call = new Call("c-1");

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void aCallWithOneVersionInTimeIsEvidence() {
        ConversationPath path = path(call.customerStart("09:00:10"), call.draws("v2", "09:00:12"));

        assertThat(path.evidence()).isTrue();
        assertThat(path.why()).isNull();
        assertThat(path.startMinute()).isEqualTo(Instant.parse("2026-01-15T09:00:00Z"));
        assertThat(path.draws())
                .containsExactly(new ConversationPath.Draw("v2", Instant.parse("2026-01-15T09:00:12Z")));
    }

    @Test
    void aCallWithTwoVersionsIsMixed() {
        ConversationPath path =
                path(call.customerStart("09:00:10"), call.draws("v2", "09:00:12"), call.draws("v1", "09:00:20"));

        assertThat(path.version()).isEqualTo("mixed");
        assertThat(path.draws()).extracting(ConversationPath.Draw::version).containsExactly("v2", "v1");
        assertThat(path.evidence()).isFalse();
        assertThat(path.why()).contains("two versions");
    }

    @Test
    void aCallThatTheGateFailedForIsNone() {
        assertThat(path(call.customerStart("09:00:10"), call.draws("fallback", "09:00:12"))
                        .why())
                .contains("the gate failed");
    }

    @Test
    void aCallWithoutAVersionIsNone() {
        ConversationPath path = path(call.customerStart("09:00:10"), call.flowStart("09:00:11"));

        assertThat(path.canary()).isEqualTo(Call.FLOW);
        assertThat(path.version()).isNull();
        assertThat(path.why()).contains("no version");
    }

    @Test
    void aCallThroughNoFlowIsCountedNowhere() {
        ConversationPath path = path(call.customerStart("09:00:10"));

        assertThat(path.canary()).isNull();
        assertThat(path.why()).contains("no inbound flow");
    }

    @Test
    void aCallThatBecameKnownTooLateIsNone() {
        stream.drainedUpTo("09:30:00");

        ConversationPath path = path(call.customerStart("09:00:10"), call.draws("v2", "09:00:12"));

        assertThat(path.lateFacts()).contains("started");
        assertThat(path.why()).contains("after that minute was complete");
    }

    @Test
    void aFactThatCameTooLateIsNamedAndTheCallStaysEvidence() {
        stream.pipe(call.customerStart("09:00:10"), call.draws("v2", "09:00:12"));
        stream.drainedUpTo("09:30:00");

        ConversationPath path = path(call.queueEnd("09:00:40", "ABANDON"));

        assertThat(path.lateFacts()).containsExactly("abandoned");
        assertThat(path.facts()).containsKey("abandoned");
        assertThat(path.evidence()).isTrue();
    }

    @Test
    void aCallOfAMinuteThatIsNotCompleteIsNoneYet() {
        stream.pipe(call.customerStart("09:00:10"), call.draws("v2", "09:00:12"));
        stream.drainedUpTo("09:02:59");

        assertThat(found().why()).startsWith("not yet");
        stream.drainedUpTo("09:03:00");
        assertThat(found().evidence()).isTrue();
    }

    @Test
    void aVersionThatIsNotToldApartIsOther() {
        for (int i = 1; i <= 8; i++) {
            stream.pipe(new Call("c-other-" + i).draws("w" + i, "09:00:10"));
        }

        ConversationPath path = path(call.customerStart("09:00:10"), call.draws("v2", "09:00:12"));

        assertThat(path.version()).isEqualTo("other");
        assertThat(path.evidence()).isFalse();
    }

    private ConversationPath path(ConversationEvent... events) {
        stream.pipe(events);
        stream.drainedUpTo("09:40:00");
        return found();
    }

    private ConversationPath found() {
        return Conversations.path(stream.shard(), "c-1", LATENESS).orElseThrow();
    }
}
