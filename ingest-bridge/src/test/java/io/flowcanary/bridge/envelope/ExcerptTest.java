package io.flowcanary.bridge.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.EventKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExcerptTest {
    private final Excerpt excerpt = new Excerpt(AttributeNames.DEFAULT);
    private final EnvelopeParser parser = new EnvelopeParser(AttributeNames.DEFAULT);

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void holdsAllThatIsReadOfTheWhole(EventKind kind) {
        Envelopes envelope = full(kind.suffix());

        String kept = excerpt.of(envelope.tree()).toString();

        assertThat(parser.parseRecorded(kept.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(parser.parseRecorded(envelope.utf8()));
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void holdsNothingPersonal(EventKind kind) {
        assertThat(excerpt.of(full(kind.suffix()).tree()).toString())
                .doesNotContain("4915550100", "invoice", "Kim", "gold", "123456789012", "not-always-a-uuid");
    }

    @Test
    void keepsNothingThatItDoesNotKnow() {
        Envelopes envelope = Envelopes.flowEnd()
                .body("flowVersion", "x".repeat(300))
                .body("exitReason", Map.of("name", "Kim"))
                .body("conversationExternalContactIds", List.of("Kim"))
                .detail("new", "Kim");

        assertThat(excerpt.of(envelope.tree()).toString()).doesNotContain("Kim", "xxx");
    }

    private static Envelopes full(String suffix) {
        return Envelopes.of(suffix)
                .body("ani", "tel:+4915550100955")
                .body("addressFrom", "Kim <kim@example.org>")
                .body("callbackUserName", "Kim")
                .body("wrapupNotes", "Kim called")
                .body("userId", "Kim")
                .body("disconnectType", "TRANSFER")
                .body("flowType", "INBOUNDCALL")
                .body("flowId", Envelopes.FLOW)
                .body("flowVersion", 7)
                .body("exitReason", "TRANSFER")
                .body("flowOutcomeValue", "FAILURE")
                .body("acdOutcome", "ABANDON")
                .body("interactingDurationMs", 60_000)
                .body("heldDurationMs", 1)
                .body("dialingDurationMs", 2)
                .body("contactingDurationMs", 3)
                .body("wrapupDurationMs", 20_000)
                .body("attributes", Map.of("canaryVersion", "v2", "canaryName", "main-ivr", "tier", "gold"));
    }
}
