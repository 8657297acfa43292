package io.flowcanary.bridge.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class EnvelopeReaderTest {
    private static final String A = envelope("a");
    private static final String B = envelope("b");
    private static final String C = envelope("c");

    @ParameterizedTest
    @EnumSource(Shapes.class)
    void readsTheSameFromEveryForm(Shapes shape) throws IOException {
        List<Found> found = read(shape.of(List.of(A, B, C)));

        assertThat(found).extracting(EnvelopeReaderTest::conversation).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @EnumSource(Shapes.class)
    void readsEveryFormThatWasZippedAsWell(Shapes shape) throws IOException {
        if (shape != Shapes.CLOUDWATCH_THROUGH_FIREHOSE) {
            assertThat(read(Shapes.gzip(shape.of(List.of(A, B))))).hasSize(2).allMatch(found -> found.value() != null);
        }
    }

    @Test
    void readsTheDetailAlone() throws IOException {
        JsonNode detail = Envelopes.flowEnd().tree().get("detail");

        List<Found> found = read(Shapes.utf8(detail.toString()));

        assertThat(found).extracting(one -> one.value().get("detail")).containsExactly(detail);
    }

    @Test
    void readsAnEntryOfPutEvents() throws IOException {
        String detail = Envelopes.flowEnd().tree().get("detail").toString();
        String entry = Envelopes.flowEnd()
                .tree()
                .get("detail")
                .toString()
                .replace("\\", "\\\\")
                .replace("\"", "\\\"");

        List<Found> found = read(
                Shapes.utf8("{\"Entries\":[{\"Source\":\"s\",\"DetailType\":\"d\",\"Detail\":\"" + entry + "\"}]}"));

        assertThat(found)
                .extracting(one -> one.value().get("detail").toString())
                .containsExactly(detail);
    }

    @Test
    void takesNothingInsideAnEnvelopeForAWrapping() throws IOException {
        String envelope = Envelopes.flowEnd()
                .envelope("Records", List.of("x"))
                .envelope("Message", "{}")
                .text();

        assertThat(read(Shapes.utf8(envelope)))
                .extracting(EnvelopeReaderTest::text)
                .containsExactly(envelope);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "[]", "[\n]\n[ ]", "\ufeff", ",", "{\"Messages\":[]}"})
    void findsNothingWhereNothingIs(String text) throws IOException {
        assertThat(read(Shapes.utf8(text))).isEmpty();
    }

    @Test
    void anArrayNeedsNoEnd() throws IOException {
        assertThat(read(Shapes.utf8("[\n" + A + ",\n" + B))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a broken line                |A\\n{\"version\":\"0\",\"id\":Kim}\\nB\\n                        |a ! b",
                "a line cut off in an object  |A\\n{\"version\":\"0\",\"detail\":{\"eventBody\":{\"x\":1\\nB\\nC |a ! b c",
                "a line cut off in a text     |A\\n{\"version\":\"0\",\"id\":\"4cb\\nB\\nC                       |a ! b c",
                "a line cut off after a colon |A\\n{\"version\":\"0\",\"detail\":\\nB\\nC                        |a ! b c",
                "a line cut off in a list     |A\\n{\"version\":\"0\",\"resources\":[\\nB\\nC                    |a ! b c",
                "a line cut off after a list  |A\\n{\"version\":\"0\",\"x\":[{\"y\":1},{\"y\":2}],\"z\"\\nB\\nC         |a ! b c",
                "the last line cut off        |A\\nB\\n{\"version\":\"0\",\"det                                  |a b !",
                "one in an array              |[A,{\"x\":},B]                                                   |a ! b",
                "one in an array of lines     |[\\n  A,\\n  {\"x\":\\n  B,\\n  C\\n]                              |a ! b c",
                "one among concatenated ones  |A{\"x\":nul}BC                                                  |a ! b c",
                "a text                       |A\\nKim called\\nB                                              |a ! b",
                "a number in an array         |[A,7,B]                                                          |a ! b",
                "a text before one            |A\\nKim B                                                       |a ! b",
                "a quote that does not end    |A\\n\"{Kim\\nB                                                  |a ! b"
            })
    void aBrokenOneCostsNoOther(String what, String text, String expected) throws IOException {
        Map<String, String> envelopes = Map.of("A", A, "B", B, "C", C);
        String input = Pattern.compile("[ABC]")
                .matcher(text.strip().replace("\\n", "\n"))
                .replaceAll(name -> Matcher.quoteReplacement(envelopes.get(name.group())));

        List<Found> found = read(Shapes.utf8(input));

        assertThat(found.stream().map(one -> one.value() == null ? "!" : conversation(one)))
                .as(what)
                .containsExactly(expected.split(" "));
        assertThat(found.stream().map(Found::unreadable).filter(why -> why != null))
                .allSatisfy(why -> {
                    assertThat(why.reason()).isEqualTo("malformed-json");
                    assertThat(why.detail()).startsWith("no JSON").doesNotContain("Kim");
                    assertThat(why.redactedPayload())
                            .contains("length", "sha256")
                            .doesNotContain("Kim");
                });
    }

    @Test
    void saysWhereThingsAre() throws IOException {
        List<Found> found =
                read(Shapes.utf8("\n" + A + B + "\n {\"x\":\n 1 2}\n" + "{\"Messages\":[" + "{},{}" + "]}"));

        assertThat(found)
                .extracting(Found::place)
                .containsExactly("line 2", "line 2, value 2", "line 3", "line 5/0", "line 5/1");
        assertThat(found.get(2).unreadable().detail()).isEqualTo("no JSON at line 4, column 4");
    }

    @Test
    void keepsLengthAndHashOfOneThatIsTooLongAndReadsOn() throws IOException {
        String longer = "{\"x\":\"" + "y".repeat(93) + "\"}";

        List<Found> found = read(Shapes.utf8("{\"x\":1}" + longer + "{\"x\":2}"), 100);

        assertThat(found).extracting(one -> one.value() == null).containsExactly(false, true, false);
        assertThat(found.get(1).unreadable().reason()).isEqualTo("too-long");
        assertThat(found.get(1).unreadable().detail()).isEqualTo("expected at most 100 bytes, found 101");
        assertThat(found.get(1).unreadable().redactedPayload()).startsWith("{\"length\":101,\"sha256\":\"");
    }

    @Test
    void boundsNesting() throws IOException {
        String deep = "{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";

        List<Found> found = read(Shapes.utf8(deep + "\n" + A));

        assertThat(found).extracting(one -> one.value() == null).containsExactly(true, false);
    }

    @Test
    void looksIntoWrappingsOnlySoDeep() throws IOException {
        String text = A;
        for (int i = 0; i < 20; i++) {
            text = "{\"Records\":[" + text + "]}";
        }

        assertThat(read(Shapes.utf8(text)))
                .hasSize(1)
                .allMatch(found -> found.value().has("Records"));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"Type\":\"Notification\",\"TopicArn\":\"t\",\"Message\":\"Kim called\"}', an SNS notification: no JSON object",
        "'{\"Type\":\"Notification\",\"TopicArn\":\"t\",\"Message\":\"\"}', an SNS notification: empty",
        "'{\"MessageId\":\"m\",\"Body\":\"{Kim\"}', an SQS message: no JSON",
        "'{\"recordId\":\"1\",\"data\":\"***\"}', a Firehose record: no JSON object",
        "'{\"awslogs\":{\"data\":\"H4sIAAAA\"}}', a CloudWatch Logs subscription: the gzip data end within a member"
    })
    void namesTheWrappingOfWhatCannotBeRead(String text, String detail) throws IOException {
        assertThat(read(Shapes.utf8(text)))
                .singleElement()
                .satisfies(found -> assertThat(found.unreadable().detail())
                        .startsWith("in " + detail)
                        .doesNotContain("Kim"));
    }

    @Test
    void aPayloadThatUnpacksToTooMuchIsRefused() throws IOException {
        byte[] bomb = Shapes.gzip(new byte[1 << 20]);
        List<Found> found = new ArrayList<>();

        EnvelopeReader.forEach(bomb, 1_000, found::add);

        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.unreadable().reason()).isEqualTo("cannot-unpack");
            assertThat(one.unreadable().detail()).isEqualTo("unpacks to more than 4000 bytes");
        });
    }

    @Test
    void anEmptyMessageIsUnreadable() {
        List<Found> found = new ArrayList<>();

        EnvelopeReader.forEach(new byte[0], 1_000, found::add);

        assertThat(found)
                .singleElement()
                .satisfies(one -> assertThat(one.unreadable().detail()).isEqualTo("empty"));
    }

    @Test
    void readsWhatFollowsTheLastGzipMember() throws IOException {
        byte[] joined = Shapes.joined(
                List.of(Shapes.gzip(Shapes.utf8(A)), new byte[5], Shapes.gzip(Shapes.utf8(B)), Shapes.utf8(C)));

        assertThat(read(joined)).hasSize(3);
    }

    @Test
    void readsWhatCouldBeUnpackedBeforeItTellsThatTheFileWasCutOff() throws IOException {
        byte[] whole = Shapes.gzip(Shapes.utf8((A + "\n").repeat(2_000)));
        EnvelopeReader reader =
                EnvelopeReader.of(new ByteArrayInputStream(Arrays.copyOf(whole, whole.length - 9)), 1 << 16);
        int found = 0;

        try {
            while (reader.next().isPresent()) {
                found++;
            }
        } catch (EOFException e) {
            assertThat(e).hasMessage("the gzip data end within a member");
        }

        assertThat(found).isBetween(1_900, 2_000);
        assertThatThrownBy(() -> {
                    while (reader.next().isPresent()) {}
                })
                .isInstanceOf(EOFException.class);
    }

    @Test
    void refusesDamagedGzip() {
        byte[] packed = Shapes.gzip(Shapes.utf8(A));
        packed[packed.length - 8] ^= 1;

        assertThatThrownBy(() -> read(packed)).isInstanceOf(IOException.class).hasMessageContaining("checksum");
    }

    @Test
    void tellsOfAFileThatIsNotThere() {
        assertThatThrownBy(() -> EnvelopeReader.open("no/such/file", 100))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("file");
    }

    @Test
    void keepsCharactersOfEveryKindInEveryEncoding() throws IOException {
        String text = IntStream.range(0, 9_000)
                .mapToObj(i -> "{\"detail\":{\"x\":\"é漢😀" + i + "\"}}")
                .reduce("", (all, next) -> all + next);
        byte[] utf16 = ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE);

        assertThat(read(utf16))
                .extracting(EnvelopeReaderTest::text)
                .isEqualTo(read(Shapes.utf8(text)).stream()
                        .map(EnvelopeReaderTest::text)
                        .toList());
    }

    static List<Found> read(byte[] bytes) throws IOException {
        return read(bytes, 1 << 20);
    }

    private static List<Found> read(byte[] bytes, int longest) throws IOException {
        List<Found> all = new ArrayList<>();
        try (EnvelopeReader reader = EnvelopeReader.of(new ByteArrayInputStream(bytes), longest)) {
            for (Optional<Found> next = reader.next(); next.isPresent(); next = reader.next()) {
                all.add(next.get());
            }
        }
        return all;
    }

    private static String envelope(String conversation) {
        return Envelopes.flowEnd().conversation(conversation).text();
    }

    private static String conversation(Found found) {
        return found.value().at("/detail/eventBody/conversationId").asString();
    }

    private static String text(Found found) {
        return found.value().toString();
    }
}
