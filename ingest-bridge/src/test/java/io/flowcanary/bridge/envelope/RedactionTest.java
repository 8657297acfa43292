package io.flowcanary.bridge.envelope;

import static io.flowcanary.bridge.envelope.Envelopes.CONVERSATION;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private final Redaction redaction = new Redaction(AttributeNames.DEFAULT);

    @Test
    void keepsStructureAndTechnicalFieldsOnly() {
        String redacted = redaction.redact(Envelopes.flowEnd().utf8());

        assertThat(redacted)
                .contains(
                        "\"topicName\":\"v2.detail.events.conversation." + CONVERSATION + ".flow.end\"",
                        "\"conversationId\":\"" + CONVERSATION + "\"",
                        "\"exitReason\":\"TRANSFER\"",
                        "\"flowVersion\":\"7.0\"",
                        "\"eventTime\":1768467600000",
                        "\"time\":\"2026-01-15T09:00:01Z\"",
                        "\"ani\":\"*\"",
                        "\"connectedDurationMs\":\"*\"",
                        "\"callbackNumbers\":[\"*\"]",
                        "\"account\":\"*\"");
    }

    @Test
    void dropsTheNamesOfAllAttributesButTheConfigured() {
        assertThat(redaction.redact("{\"attributes\":{\"Kim's mother\":\"x\",\"canaryVersion\":\"v2\"}}".getBytes()))
                .isEqualTo("{\"attributes\":{\"canaryVersion\":\"*\"}}");
    }

    @Test
    void masksANameThatLooksLikeNoField() {
        assertThat(redaction.redact("{\"+49 155 5010\":{\"a\":1},\"b\":true}".getBytes()))
                .isEqualTo("{\"*\":\"*\",\"b\":true}");
    }

    @Test
    void leavesLengthAndHashOfWhatIsNoJson() {
        assertThat(redaction.redact("abc".getBytes()))
                .isEqualTo("{\"length\":3,"
                        + "\"sha256\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}");
    }

    @Test
    void boundsWhatItKeepsOfALargePayload() {
        Envelopes envelope = Envelopes.flowEnd()
                .body("lines", Collections.nCopies(5_000, "Kim Doe"))
                .body("attributes", Map.of("conversationId", "Kim Doe"));

        String redacted = redaction.redact(envelope.utf8());

        assertThat(redacted.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(Redaction.LARGEST);
        assertThat(redacted)
                .contains("\"length\":", "\"sha256\":", "\"conversationId\":\"" + CONVERSATION + "\"")
                .doesNotContain("Kim");
    }
}
