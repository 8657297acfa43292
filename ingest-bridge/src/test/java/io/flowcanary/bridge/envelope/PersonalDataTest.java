package io.flowcanary.bridge.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Messages;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Nothing that names a person may leave the parser, whether an envelope is usable or not. */
class PersonalDataTest {
    private static final Instant NOW = Instant.parse("2026-01-15T09:00:05Z");
    private static final List<String> KINDS =
            List.of("acd.start", "acd.end", "acw", "attributes", "customer.start", "flow.end", "user.end");

    private final EnvelopeParser parser = new EnvelopeParser(AttributeNames.DEFAULT);

    @Property(tries = 500)
    void textOfAnyOtherFieldReachesNeitherRecordNorDeadLetter(
            @ForAll("kinds") String kind,
            @ForAll("personalFields") String field,
            @ForAll("personalData") String personal,
            @ForAll boolean usable) {
        Envelopes envelope = Envelopes.of(kind)
                .body(field, personal)
                .body(field + "List", List.of(personal, Map.of(field, personal)))
                .body("attributes", Map.of("canaryVersion", "v2", field, personal, personal, personal))
                .detail("metadata", Map.of("CorrelationId", personal))
                .envelope("account", personal);
        if (!usable) {
            envelope.body("eventTime", personal);
        }

        Parsed parsed = parser.parse(envelope.utf8(), NOW);

        assertThat(parsed).isInstanceOf(usable ? Parsed.Event.class : Parsed.Unusable.class);
        assertThat(whatIsKept(parsed)).doesNotContain(personal);
    }

    @Property(tries = 300)
    void technicalFieldsKeepNoTextThatIsNotTechnical(
            @ForAll("technicalFields") String field, @ForAll("personalData") String personal) {
        String payload =
                JsonMapper.shared().writeValueAsString(Map.of(field, personal, "detail", Map.of(field, personal)));

        assertThat(new Redaction(AttributeNames.DEFAULT).redact(payload.getBytes()))
                .doesNotContain(personal);
    }

    @Property(tries = 300)
    void noBytesMakeTheParserThrow(@ForAll byte[] bytes) {
        assertThat(parser.parse(bytes, NOW)).isNotNull();
        assertThat(parser.parseRecorded(bytes)).isNotNull();
    }

    @Property(tries = 500)
    void noDamagedEnvelopeMakesTheParserThrow(@ForAll("damaged") byte[] bytes) {
        Parsed parsed = parser.parse(bytes, NOW);

        JsonNode kept = JsonMapper.shared().readTree(whatIsKept(parsed));
        assertThat(kept).isNotNull();
    }

    @Provide
    Arbitrary<String> kinds() {
        return Arbitraries.of(KINDS);
    }

    @Provide
    Arbitrary<String> personalFields() {
        return Arbitraries.of(
                "ani",
                "dnis",
                "addressTo",
                "addressFrom",
                "callbackUserName",
                "subject",
                "wrapupNotes",
                "externalContactId",
                "userId",
                "answeredUserId",
                "somethingNew");
    }

    @Provide
    Arbitrary<String> technicalFields() {
        return Arbitraries.of(
                "id",
                "conversationId",
                "flowId",
                "exitReason",
                "version",
                "time",
                "topicName",
                "source",
                "region",
                "kind",
                "type",
                "queueId");
    }

    /** Names, addresses and numbers with a mark, so that finding them is no accident. */
    @Provide
    Arbitrary<String> personalData() {
        Arbitrary<String> any = Arbitraries.strings()
                .withChars("abcXYZ019 .,-_@+/:äß漢")
                .ofMinLength(0)
                .ofMaxLength(60);
        return any.map(text -> "Kim#" + text + "#Doe");
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        return Arbitraries.of(KINDS).flatMap(kind -> {
            byte[] whole = Envelopes.of(kind)
                    .body("attributes", Map.of("canaryVersion", "v2"))
                    .utf8();
            return Arbitraries.integers()
                    .between(0, whole.length - 1)
                    .flatMap(at -> Arbitraries.bytes().map(value -> {
                        byte[] damaged = whole.clone();
                        damaged[at] = value;
                        return damaged;
                    }));
        });
    }

    private static String whatIsKept(Parsed parsed) {
        return parsed.map(
                event -> Messages.text(event.event()),
                skipped -> '"' + skipped.reason() + '"',
                unusable -> JsonMapper.shared()
                        .writeValueAsString(List.of(unusable.reason(), unusable.detail(), unusable.redactedPayload())));
    }
}
