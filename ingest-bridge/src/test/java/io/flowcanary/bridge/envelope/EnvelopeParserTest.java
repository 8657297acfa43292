package io.flowcanary.bridge.envelope;

import static io.flowcanary.bridge.envelope.Envelopes.CONVERSATION;
import static io.flowcanary.bridge.envelope.Envelopes.EVENT_TIME;
import static io.flowcanary.bridge.envelope.Envelopes.FLOW;
import static io.flowcanary.bridge.envelope.Envelopes.PARTICIPANT;
import static io.flowcanary.bridge.envelope.Envelopes.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.ConversationEvent.Draw;
import io.flowcanary.record.ConversationEvent.Flow;
import io.flowcanary.record.ConversationEvent.Work;
import io.flowcanary.record.EventKind;
import io.flowcanary.record.Messages;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeParserTest {
    private static final Instant NOW = Instant.parse("2026-01-15T09:00:05Z");

    private final EnvelopeParser parser = new EnvelopeParser(AttributeNames.DEFAULT);

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void readsTheTopicsThatMetricsNeedAndSkipsTheOthers(EventKind kind) {
        Envelopes envelope = Envelopes.of(kind.suffix()).body("attributes", Map.of("canaryVersion", "v2"));

        Parsed parsed = parse(envelope);

        if (kind.needed()) {
            ConversationEvent event = ((Parsed.Event) parsed).event();
            assertThat(event.kind()).isEqualTo(kind);
            assertThat(event.conversationId()).isEqualTo(CONVERSATION);
            assertThat(event.participantId()).isEqualTo(PARTICIPANT);
            assertThat(event.eventTime()).isEqualTo(EVENT_TIME);
            assertThat(event.receivedAt()).isEqualTo(NOW.toEpochMilli());
        } else {
            assertThat(parsed).isEqualTo(new Parsed.Skipped("not-needed-" + kind.suffix()));
        }
    }

    @Test
    void takesTheFlowAndItsExitFromFlowEnd() {
        assertThat(event(Envelopes.flowEnd()))
                .isEqualTo(new ConversationEvent(
                        EventKind.FLOW_END,
                        CONVERSATION,
                        PARTICIPANT,
                        SESSION,
                        EVENT_TIME,
                        NOW.toEpochMilli(),
                        "VOICE",
                        "INBOUND",
                        "TRANSFER",
                        new Flow("INBOUNDCALL", FLOW, "7.0", "TRANSFER", "ACD", null, null),
                        null,
                        null,
                        null,
                        null));
    }

    @Test
    void takesTheValueOfAFlowOutcome() {
        Envelopes envelope = Envelopes.of("flow.outcome")
                .body("flowType", "INBOUNDCALL")
                .body("flowId", FLOW)
                .body("flowVersion", "7.0")
                .body("flowOutcomeId", "0f2c9f1e-58f3-4f57-b4a4-3f0f6b1f2a55")
                .body("flowOutcomeValue", "FAILURE");

        assertThat(event(envelope).flow())
                .isEqualTo(new Flow(
                        "INBOUNDCALL", FLOW, "7.0", null, null, "0f2c9f1e-58f3-4f57-b4a4-3f0f6b1f2a55", "FAILURE"));
    }

    @Test
    void takesTheOutcomeOfAQueue() {
        ConversationEvent event = event(Envelopes.of("acd.end")
                .body("acdOutcome", "ABANDON")
                .body("disconnectType", "PEER")
                .body("connectedDurationMs", 4_200));

        assertThat(event.acdOutcome()).isEqualTo("ABANDON");
        assertThat(event.waitMs()).isEqualTo(4_200);
        assertThat(event.disconnectType()).isEqualTo("PEER");
        assertThat(event.flow()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acd.start", "acd.end", "acw", "customer.end", "flow.end", "flow.outcome", "user.end"})
    void tellsTheMediaOfAConversationApartAndWhoCalled(String kind) {
        ConversationEvent event =
                event(Envelopes.of(kind).body("mediaType", "CALLBACK").body("direction", "OUTBOUND"));

        assertThat(event.mediaType()).isEqualTo("CALLBACK");
        assertThat(event.direction()).isEqualTo("OUTBOUND");
    }

    @Test
    void whatIsNoEnumValueIsAnUnknownOneAndVoidsNoEvent() {
        ConversationEvent event = event(Envelopes.flowEnd()
                .body("mediaType", 7)
                .body("direction", "towards Kim Doe")
                .body("transferType", List.of("ACD")));

        assertThat(event.mediaType()).isNull();
        assertThat(event.direction()).isNull();
        assertThat(event.flow().transferType()).isNull();
    }

    @Test
    void keepsNoQueueNoAgentAndNoWrapUpCodeSinceNoMetricReadsThem() {
        Envelopes envelope = Envelopes.of("acw")
                .body("wrapupDurationMs", 12_000)
                .body("queueId", "11111111-58f3-4f57-b4a4-3f0f6b1f2a55")
                .body("userId", "22222222-58f3-4f57-b4a4-3f0f6b1f2a55")
                .body("wrapupCode", "33333333-58f3-4f57-b4a4-3f0f6b1f2a55");

        assertThat(Messages.text(event(envelope))).doesNotContain("11111111", "22222222", "33333333");
    }

    @Test
    void addsUpAnAgentsTimeAndClipsNegativeParts() {
        Envelopes envelope = Envelopes.of("user.end")
                .body("interactingDurationMs", 60_000)
                .body("heldDurationMs", 30_000)
                .body("dialingDurationMs", -5)
                .body("alertingDurationMs", 1_519);

        assertThat(event(envelope).work()).isEqualTo(new Work(60_000, 30_000, 90_000));
    }

    @Test
    void boundsAnAbsurdDuration() {
        Envelopes envelope = Envelopes.of("user.end")
                .body("interactingDurationMs", Long.MAX_VALUE)
                .body("heldDurationMs", Long.MAX_VALUE);

        assertThat(event(envelope).work()).isEqualTo(new Work(2_678_400_000L, 2_678_400_000L, 5_356_800_000L));
    }

    @Test
    void countsAfterCallWorkAsHandlingButNotAsTalk() {
        assertThat(event(Envelopes.of("acw").body("wrapupDurationMs", 12_000)).work())
                .isEqualTo(new Work(0, 0, 12_000));
    }

    @Test
    void takesTheDrawFromTheTwoConfiguredAttributes() {
        EnvelopeParser renamed = new EnvelopeParser(new AttributeNames("branch", "experiment"));
        Envelopes envelope =
                Envelopes.attributes(Map.of("branch", " v2 ", "experiment", "main-ivr", "canaryVersion", "v1"));

        Parsed parsed = renamed.parse(envelope.utf8(), NOW);

        assertThat(((Parsed.Event) parsed).event().draw()).isEqualTo(new Draw("v2", "main-ivr"));
    }

    @Test
    void takesABlankAttributeForAnAbsentOne() {
        assertThat(event(Envelopes.attributes(Map.of("canaryVersion", "  ", "canaryName", "main-ivr")))
                        .draw())
                .isEqualTo(new Draw(null, "main-ivr"));
    }

    @Test
    void skipsAttributesWithoutADraw() {
        Parsed skipped = new Parsed.Skipped("no-gate-attribute");

        assertThat(parse(Envelopes.attributes(Map.of("firstName", "Kim")))).isEqualTo(skipped);
        assertThat(parse(Envelopes.attributes(Map.of("canaryVersion", " ")))).isEqualTo(skipped);
        assertThat(parse(Envelopes.of("attributes"))).isEqualTo(skipped);
    }

    @ParameterizedTest
    @CsvSource({
        "v2.audits.entitytype.UserPresence.entityid.x, foreign-topic",
        "v2.users.0b7c.presence, foreign-topic",
        "v2.conversations.0b7c.attributes, foreign-topic",
        "v2.detail.events.conversation.0b7c.ivr.end, unknown-conversation-topic",
        "v2.detail.events.conversation.acw, unknown-conversation-topic",
        "v2.detail.events.conversation..acw, unknown-conversation-topic",
        "v2.detail.events.conversation.0b7c, unknown-conversation-topic"
    })
    void skipsOtherTopics(String topicName, String reason) {
        assertThat(parse(Envelopes.of("acw").detail("topicName", topicName))).isEqualTo(new Parsed.Skipped(reason));
    }

    @Test
    void toleratesUnknownFieldsAndEnumValues() {
        Envelopes envelope = Envelopes.flowEnd()
                .body("exitReason", "BEAMED_UP")
                .body("warpFactor", Map.of("nested", 9))
                .envelope("replay-name", "again");

        assertThat(event(envelope).flow().exitReason()).isEqualTo("BEAMED_UP");
    }

    @Test
    void leavesOptionalFieldsOut() {
        ConversationEvent event =
                event(Envelopes.of("flow.end").without("participantId").body("sessionId", null));

        assertThat(event.participantId()).isNull();
        assertThat(event.sessionId()).isNull();
        assertThat(event.flow()).isEqualTo(new Flow(null, null, null, null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"detail\":", "{} {}", "Kim <kim@example.org>", "nul"})
    void refusesWhatIsNoJsonWithoutQuotingIt(String text) {
        Parsed.Unusable unusable = (Parsed.Unusable) parser.parse(text.getBytes(), NOW);

        assertThat(unusable.reason()).isEqualTo("malformed-json");
        assertThat(unusable.detail()).doesNotContain("Kim", "nul");
        assertThat(unusable.redactedPayload()).contains("\"length\":" + text.length(), "sha256");
    }

    @ParameterizedTest
    @CsvSource({
        "detail, detail is missing",
        "topicName, detail.topicName is missing",
        "eventBody, detail.eventBody is missing",
        "eventTime, detail.eventBody.eventTime is missing",
        "conversationId, detail.eventBody.conversationId is missing"
    })
    void namesTheMissingField(String field, String detail) {
        assertUnusable(Envelopes.flowEnd().without(field), "missing-field", detail);
    }

    @Test
    void takesNullAndBlankForMissing() {
        assertUnusable(Envelopes.flowEnd().body("eventTime", null), "missing-field", "detail.eventBody.eventTime");
        assertUnusable(
                Envelopes.flowEnd().body("conversationId", " "), "missing-field", "detail.eventBody.conversationId");
    }

    @Test
    void namesTheFieldOfAWrongType() {
        assertUnusable(
                Envelopes.flowEnd().envelope("detail", "x"), "wrong-type", "detail: expected an object, found a JSON");
        assertUnusable(Envelopes.flowEnd().detail("topicName", 7), "wrong-type", "detail.topicName: expected a text");
        assertUnusable(
                Envelopes.flowEnd().body("eventTime", "soon"),
                "wrong-type",
                "detail.eventBody.eventTime: expected a whole number of 64 bits, found a JSON string");
        assertUnusable(Envelopes.flowEnd().body("eventTime", 1e300), "wrong-type", "detail.eventBody.eventTime");
        assertUnusable(Envelopes.flowEnd().body("eventTime", 0.5), "wrong-type", "detail.eventBody.eventTime");
        assertUnusable(Envelopes.flowEnd().body("flowId", Map.of()), "wrong-type", "detail.eventBody.flowId");
        assertUnusable(Envelopes.flowEnd().body("flowId", "x".repeat(257)), "wrong-type", "at most 256 characters");
        assertUnusable(
                Envelopes.of("user.end").body("heldDurationMs", "long"),
                "wrong-type",
                "detail.eventBody.heldDurationMs");
        assertUnusable(
                Envelopes.attributes(Map.of("canaryVersion", 2)),
                "wrong-type",
                "detail.eventBody.attributes.canaryVersion: expected a text, found a JSON number");
        assertThat(((Parsed.Unusable) parser.parse("[]".getBytes(), NOW)).detail())
                .isEqualTo("the envelope: expected an object, found a JSON array");
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "7.0, 7.0", "true, true", "{}, ", "[7], ", "null, ", "'\"\"', "})
    void anInformativeFieldOfAnotherTypeNeverVoidsItsEvent(String version, String expected) {
        String text = Envelopes.flowEnd().text().replace("\"7.0\"", version);

        ConversationEvent event = ((Parsed.Event) parser.parse(text.getBytes(), NOW)).event();

        assertThat(event.flow().version()).isEqualTo(expected);
        assertThat(event.flow().exitReason()).isEqualTo("TRANSFER");
    }

    @Test
    void idsThatTellNothingApartAreInformative() {
        Envelopes odd = Envelopes.flowEnd().body("participantId", 12).body("sessionId", Map.of("a", "b"));

        assertThat(event(odd).participantId()).isEqualTo("12");
        assertThat(event(odd).sessionId()).isNull();
        assertUnusable(
                Envelopes.of("user.end").body("sessionId", Map.of()), "wrong-type", "detail.eventBody.sessionId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Type\":\"SubscriptionConfirmation\",\"Message\":\"m\"} | sns-confirmation | confirm-subscription",
                "{\"eventSource\":\"aws:s3\",\"s3\":{}}                      | s3-notification  | read the file itself",
                "{\"source\":\"aws.s3\",\"detail\":{}}                       | s3-notification  | read the file itself",
                "{\"eventTime\":1,\"conversationId\":\"c\"}                  | event-body-alone | without the input path",
                "{\"requestContext\":{},\"body\":\"{}\"}                     | http-request     | give its body"
            })
    void namesWhatComesInsteadOfAnEnvelopeAndWhatToChange(String text, String reason, String advice) {
        Parsed.Unusable unusable = (Parsed.Unusable) parser.parse(text.getBytes(), NOW);

        assertThat(unusable.reason()).isEqualTo(reason);
        assertThat(unusable.detail()).contains(advice);
    }

    @Test
    void theShapeOfWhatIsUnusableHoldsKeysAndKindsOnly() {
        Parsed.Unusable unusable = (Parsed.Unusable) parser.parse(
                "{\"who\":\"Kim\",\"+4915550100\":1,\"a\":[{\"b\":null,\"c\":[]},true],\"d\":{\"e\":{\"f\":{\"g\":{}}}}}"
                        .getBytes(),
                NOW);

        assertThat(unusable.shape())
                .isEqualTo("{who: text, *: number, a: [{b: null, c: []}, …], d: {e: {f: {g: {…}}}}}");
    }

    @Test
    void refusesHalfACharacterThatNoRecordCouldHold() {
        String text = Envelopes.flowEnd().text().replace("\"" + FLOW + "\"", "\"\\ud800\"");

        assertThat(((Parsed.Unusable) parser.parse(text.getBytes(), NOW)).reason())
                .isEqualTo("wrong-type");
    }

    @Test
    void refusesAnEventWhoseTwoIdsDiffer() {
        assertUnusable(
                Envelopes.flowEnd().body("conversationId", SESSION), "id-mismatch", "detail.eventBody.conversationId");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1_420_070_399_999L, 4_102_444_800_000L, Long.MAX_VALUE})
    void refusesAnAbsurdEventTime(long eventTime) {
        assertUnusable(
                Envelopes.flowEnd().body("eventTime", eventTime),
                "event-time-out-of-range",
                "detail.eventBody.eventTime: expected epoch milliseconds from 2015-01-01T00:00:00Z");
    }

    @Test
    void refusesAnAttributeThatIsTooLong() {
        assertThat(event(Envelopes.attributes(Map.of("canaryVersion", "v".repeat(64))))
                        .draw()
                        .version())
                .hasSize(64);
        assertUnusable(
                Envelopes.attributes(Map.of("canaryVersion", "v".repeat(65))),
                "attribute-too-long",
                "detail.eventBody.attributes.canaryVersion: expected at most 64 characters, found 65");
        assertUnusable(
                Envelopes.attributes(Map.of("canaryName", "c".repeat(257))),
                "attribute-too-long",
                "at most 256 characters");
    }

    @Test
    void takesTheEnvelopesTimeForThatOfReceiptWhenRecorded() {
        assertThat(recordedAt(Envelopes.flowEnd())).isEqualTo(EVENT_TIME + 1_000);
        assertThat(recordedAt(Envelopes.flowEnd().envelope("time", "2026-01-15T09:00:01.250Z")))
                .isEqualTo(EVENT_TIME + 1_250);
        assertThat(recordedAt(Envelopes.flowEnd().without("time"))).isEqualTo(EVENT_TIME);
        assertThat(recordedAt(Envelopes.flowEnd().envelope("time", "yesterday")))
                .isEqualTo(EVENT_TIME);
        assertThat(recordedAt(Envelopes.flowEnd().envelope("time", 12))).isEqualTo(EVENT_TIME);
    }

    @Test
    void readsWhatAReaderFoundAsItReadsBytes() {
        assertThat(parser.parse(Found.value("line 1", Envelopes.flowEnd().tree()), NOW))
                .isEqualTo(parse(Envelopes.flowEnd()));
    }

    private long recordedAt(Envelopes envelope) {
        return ((Parsed.Event) parser.parseRecorded(envelope.utf8())).event().receivedAt();
    }

    private Parsed parse(Envelopes envelope) {
        return parser.parse(envelope.utf8(), NOW);
    }

    private ConversationEvent event(Envelopes envelope) {
        return ((Parsed.Event) parse(envelope)).event();
    }

    private void assertUnusable(Envelopes envelope, String reason, String detail) {
        assertThat(parse(envelope)).isInstanceOfSatisfying(Parsed.Unusable.class, unusable -> {
            assertThat(unusable.reason()).isEqualTo(reason);
            assertThat(unusable.detail()).contains(detail);
        });
    }
}
