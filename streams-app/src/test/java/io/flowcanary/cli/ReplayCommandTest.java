package io.flowcanary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Messages;
import io.flowcanary.replay.Envelopes;
import io.flowcanary.topology.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ReplayCommandTest {
    @TempDir
    private Path directory;

    /** A form each of lines, wrappings and packed data; the reader's own tests have all of them. */
    enum Form {
        LINES {
            @Override
            String of(List<String> envelopes) {
                return String.join("\n", envelopes);
            }
        },
        FIREHOSE {
            @Override
            String of(List<String> envelopes) {
                return String.join("", envelopes);
            }
        },
        SNS {
            @Override
            String of(List<String> envelopes) {
                return envelopes.stream()
                        .map(envelope -> json(Map.of("Type", "Notification", "TopicArn", "t", "Message", envelope)))
                        .collect(Collectors.joining("\n"));
            }
        },
        RECORDS {
            @Override
            String of(List<String> envelopes) {
                return json(Map.of(
                        "records",
                        envelopes.stream()
                                .map(envelope -> Map.of("recordId", "1", "data", base64(envelope)))
                                .toList()));
            }
        };

        abstract String of(List<String> envelopes);

        private static String base64(String text) {
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void countsTheSameInEveryForm(Form form) throws IOException {
        Cli replay = replay(form.of(calls()));

        assertThat(replay.exit()).isZero();
        assertThat(replay.err()).isEmpty();
        assertThat(summary(replay).at("/versions/v1/contained").asLong()).isEqualTo(10);
        assertThat(summary(replay).at("/versions/v2/contained").asLong()).isEqualTo(10);
        assertThat(summary(replay).at("/deadLettered").asLong()).isZero();
    }

    @Test
    void aNumericFlowVersionVoidsNothing() throws IOException {
        Cli replay = replay(Form.LINES.of(calls()).replaceAll("\"flowVersion\":\"[^\"]*\"", "\"flowVersion\":7"));

        assertThat(replay.exit()).isZero();
        assertThat(summary(replay).at("/versions/v2/contained").asLong()).isEqualTo(10);
        assertThat(summary(replay).at("/deadLettered").asLong()).isZero();
    }

    @Test
    void saysWhatWasLeftOutWhereMostCouldBeRead() throws IOException {
        Cli replay = replay(Form.LINES.of(calls()) + "\n{\"name\":\"Kim\"}\n");

        assertThat(replay.exit()).isZero();
        assertThat(replay.err())
                .contains("1 of 81 could not be read and were left out")
                .contains("1 missing-field: detail is missing, null or blank; the first at line 81: {name: text}")
                .doesNotContain("Kim");
    }

    @Test
    void exitsWith3WhereUnderHalfCouldBeRead() throws IOException {
        Cli replay = replay(Form.LINES.of(calls()) + "\n{\"name\":\"Kim\"}".repeat(81));

        assertThat(replay.exit()).isEqualTo(3);
        assertThat(replay.err())
                .contains("events: 81 of 161 could not be read", "81 missing-field", "{name: text}")
                .doesNotContain("Kim");
        assertThat(summary(replay).at("/deadLettered").asLong()).isEqualTo(81);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "[]"})
    void exitsWith3WhereNothingIs(String text) throws IOException {
        Cli replay = replay(text);

        assertThat(replay.exit()).isEqualTo(3);
        assertThat(replay.err()).contains("events: it holds nothing");
    }

    @Test
    void exitsWith3WhereNoEventCounts() throws IOException {
        Instant nine = Instant.ofEpochMilli(Call.at("09:00:00"));

        Cli replay = replay(text(Envelopes.envelope("v2.audits.entitytype.id.entityid", nine, Map.of())));

        assertThat(replay.exit()).isEqualTo(3);
        assertThat(replay.err()).contains("none of 1 is an event that counts: {foreign-topic=1}");
    }

    @Test
    void exitsWith3WhereMostIsRefusedAfterItWasRead() throws IOException {
        String ahead = Stream.of("a", "b", "c")
                .map(id -> text(Envelopes.of(new Call(id).customerStart("09:30:00")))
                        .replaceAll("\"time\":\"[^\"]*\"", "\"time\":\"2026-01-15T09:00:00Z\""))
                .collect(Collectors.joining());

        Cli replay = replay(ahead + text(Envelopes.of(new Call("d").customerStart("09:00:00"))));

        assertThat(replay.exit()).isEqualTo(3);
        assertThat(replay.err()).contains("3 of 4 could not be used: {ahead-of-received=3}");
    }

    @Test
    void anAbsurdTimeWithoutAnEnvelopesTimeCompletesNothing() throws IOException {
        String absurd = text(Envelopes.of(new Call("x").customerStart("09:00:00")))
                .replaceAll("\"eventTime\":\\d+", "\"eventTime\":4083868800000");
        String untimed = (absurd + "\n" + Form.LINES.of(calls())).replaceAll("\"time\":\"[^\"]*\"", "\"time\":null");

        Cli replay = replay(untimed);

        assertThat(replay.exit()).isZero();
        assertThat(replay.err()).contains("1 ahead-of-neighbours: event time 2099-05-31");
        assertThat(summary(replay).at("/versions/v2/contained").asLong()).isEqualTo(10);
        assertThat(summary(replay).at("/versions/v2/late").size()).isZero();
    }

    @Test
    void exitsWith3WhereTheRecordingBreaksOffAndSumsUpWhatWasReadUntilThen() throws IOException {
        byte[] packed = gzip(Form.LINES.of(calls()));
        byte[] cut = Arrays.copyOf(packed, packed.length * 3 / 4);

        Cli replay = replay(cut);

        assertThat(replay.exit()).isEqualTo(3);
        JsonNode summary = summary(replay);
        assertThat(summary.path("type").asString()).isEqualTo("summary");
        long counted = summary.path("counted").asLong();
        assertThat(counted).isBetween(1L, 79L);
        assertThat(replay.err())
                .containsPattern("events: it breaks off after \\d+ records, of which " + counted
                        + " could be read: the gzip data end within a member");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    /** Ten calls of each version, of four events each, all contained. */
    private static List<String> calls() {
        return Stream.of("v1", "v2")
                .flatMap(version -> Stream.iterate(0, i -> i < 10, i -> i + 1).flatMap(i -> {
                    Call call = new Call(version + "-" + i);
                    return Stream.of(
                            call.customerStart("09:00:10"),
                            call.draws(version, "09:00:11"),
                            call.flowEnd("09:00:40", "FLOW_DISCONNECT"),
                            call.customerEnd("09:00:40"));
                }))
                .map(event -> text(Envelopes.of(event)))
                .toList();
    }

    private Cli replay(String text) throws IOException {
        return replay(text.getBytes(StandardCharsets.UTF_8));
    }

    private Cli replay(byte[] recording) throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), "canary: main-ivr\nsteps: [50, 100]\n");
        Path events = Files.write(directory.resolve("events"), recording);
        return Cli.run("replay", "--policy", policy.toString(), events.toString());
    }

    private static JsonNode summary(Cli replay) {
        return replay.out()
                .lines()
                .reduce((first, last) -> last)
                .map(Messages.json()::readTree)
                .orElseThrow();
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static String json(Object value) {
        return Messages.json().writeValueAsString(value);
    }
}
