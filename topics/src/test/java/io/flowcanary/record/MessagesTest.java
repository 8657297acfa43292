package io.flowcanary.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class MessagesTest {
    static Stream<String> everyType() {
        return Samples.ALL.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void readsItsGoldenFile(String type) {
        assertThat(Messages.read(golden(type), Message.class)).isEqualTo(Samples.ALL.get(type));
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void writesItsGoldenFile(String type) {
        assertThat(Messages.json().readTree(Messages.write(Samples.ALL.get(type))))
                .isEqualTo(Messages.json().readTree(golden(type)));
    }

    @Test
    void everyMessageHasAGoldenFile() {
        Set<String> names = Messages.types().keySet().stream()
                .map(id -> id.substring(0, id.indexOf('/')))
                .collect(Collectors.toSet());

        assertThat(Samples.ALL.keySet()).isEqualTo(names);
    }

    @Test
    void ignoresFieldsThatItDoesNotKnow() {
        byte[] json =
                "{\"type\":\"heartbeat/1\",\"source\":\"sqs\",\"drainedUpTo\":7,\"mood\":{\"a\":[1]}}".getBytes(UTF_8);

        assertThat(Messages.read(json, SourceRecord.class)).isEqualTo(new Heartbeat("sqs", 7, false, 0));
    }

    @Test
    void readsARolloutFromBeforeItsShareCouldLackForce() {
        String old = new String(golden("rollout"), UTF_8)
                .replaceAll("(?s),\\s*\"notInForce\".*?\\}", "")
                .replaceAll(",\\s*\"lastInForce\" : 0", "");

        Rollout rollout = Messages.read(old.getBytes(UTF_8), Rollout.class);

        assertThat(rollout.notInForce()).isNull();
        assertThat(rollout.lastInForce()).isNull();
        assertThat(rollout.confirmedAt()).isNotNull();
    }

    @Test
    void readsWhatWasWrittenBeforeTheShapesOfCallsWereToldApart() {
        String event = without(
                "conversation-event", "mediaType", "direction", "transferType", "outcomeId", "waitMs", "heldMs");
        String totals = without("totals", "kinds", "lateKinds");
        String verdict = without("verdict", "shortAbandoned", "genesys");
        String start = without("command.start", "shortAbandon", "transfers", "errorOutcomes");

        assertThat(Messages.read(event.getBytes(UTF_8), ConversationEvent.class)
                        .work()
                        .heldMs())
                .isZero();
        assertThat(Messages.read(totals.getBytes(UTF_8), Totals.class).kinds()).isEmpty();
        assertThat(Messages.read(verdict.getBytes(UTF_8), Verdict.class)
                        .versions()
                        .get("v2")
                        .genesys())
                .isEqualTo(GenesysFigures.NONE);
        Policy policy =
                Messages.read(start.getBytes(UTF_8), Command.Start.class).policy();
        assertThat(policy.shortAbandon()).isNull();
        assertThat(policy.transfers()).containsExactly(Transfer.BLIND, Transfer.CONSULT, Transfer.CONFERENCE);
        assertThat(policy.errorOutcomes()).isEmpty();
    }

    @Test
    void refusesANewerMajorVersionAndSaysWhatToDo() {
        byte[] json = "{\"type\":\"verdict/2\"}".getBytes(UTF_8);

        assertThatThrownBy(() -> Messages.read(json, Verdict.class))
                .isInstanceOfSatisfying(
                        UnusableRecordException.class,
                        e -> assertThat(e.reason()).isEqualTo("newer-version"))
                .hasMessage("verdict/2 is newer than this build, which reads verdict/1: upgrade this service first");
    }

    @Test
    void namesWhatItCannotRead() {
        assertReason("{\"type\":\"weather/1\"}", "unexpected-type");
        assertReason("{\"source\":\"sqs\"}", "unexpected-type");
        assertReason("{\"type\":\"intent/1\"}", "unexpected-type");
        assertReason("null", "unexpected-type");
        assertReason("{\"type\":\"heartbeat/1\",", "malformed-json");
        assertReason("{\"type\":\"heartbeat/1\",\"drainedUpTo\":\"soon\"}", "malformed-record");
        assertReason("{\"type\":\"conversation-event/1\",\"kind\":\"flow.end\"}", "malformed-record");
    }

    private static void assertReason(String json, String reason) {
        assertThatThrownBy(() -> Messages.read(json.getBytes(UTF_8), SourceRecord.class))
                .isInstanceOfSatisfying(
                        UnusableRecordException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static String without(String type, String... fields) {
        JsonNode tree = Messages.json().readTree(golden(type));
        for (String field : fields) {
            List<JsonNode> parents = tree.findParents(field);
            assertThat(parents).as(field).isNotEmpty();
            parents.forEach(parent -> ((ObjectNode) parent).remove(field));
        }
        return tree.toString();
    }

    private static byte[] golden(String type) {
        try (InputStream in = MessagesTest.class.getResourceAsStream("/golden/" + type + ".json")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
