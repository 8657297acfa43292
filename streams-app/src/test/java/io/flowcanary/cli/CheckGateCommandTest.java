package io.flowcanary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.ConversationEvent.Draw;
import io.flowcanary.record.ConversationEvent.Flow;
import io.flowcanary.record.EventKind;
import io.flowcanary.record.Messages;
import io.flowcanary.replay.Envelopes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CheckGateCommandTest {
    private static final long NINE = Instant.parse("2026-01-15T09:00:00Z").toEpochMilli();
    private static final long APART_MS = 4_700;

    private final SplittableRandom random = new SplittableRandom(7);

    @TempDir
    private Path directory;

    @Test
    void aFairGateHasNoFinding() {
        Cli check = check(calls("main-ivr", 1000, fair(5)));

        assertThat(check.exit()).isZero();
        assertThat(check.out())
                .contains("main-ivr: ", " of 1,000 calls (", "went to the canary where 5 % is set")
                .contains("the share itself", "previous call", "position among twenty calls", "second of the minute")
                .contains("no finding; so many calls would have shown a share of about ")
                .doesNotContain("so few calls");
    }

    @Test
    void aKeptRandomNumberIsFoundNotToBeRandom() {
        Cli check = check(calls("main-ivr", 1500, kept(15)));

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out()).contains("NOT_RANDOM", "look for a random number that is kept (a data table");
    }

    @Test
    void takingEveryTwentiethCallIsFoundNotToBeRandom() {
        Cli check = check(calls("main-ivr", 400, call -> call % 20 == 19));

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out())
                .contains("NOT_RANDOM", "a counter that takes every n-th call", "20 of 400 calls (5.0 %)");
    }

    @Test
    void anotherShareThanWasSetIsFound() {
        Cli check = check(calls("main-ivr", 800, fair(15)));

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out()).contains("SPLIT_MISMATCH", "look for a different share in the parameter");
        assertThat(check(calls("main-ivr", 800, fair(15)), "--share", "15").exit())
                .isZero();
    }

    @Test
    void twentyCallsAreSaidToSayLittleAtFivePercent() {
        Cli check = check(calls("main-ivr", 20, call -> false));

        assertThat(check.exit()).isZero();
        assertThat(check.out())
                .contains("0 of 20 calls (0.0 %)")
                .contains("to be wrong, and no smaller one")
                .contains("a fair gate sends none of 20 to the canary 36 times in 100");
    }

    @Test
    void thirtyCallsAtFiftyPercentShowABranchThatIsNeverTaken() {
        assertThat(check(calls("main-ivr", 30, call -> false), "--share", "50").exit())
                .isEqualTo(1);
        assertThat(check(calls("main-ivr", 30, call -> true), "--share", "50").exit())
                .isEqualTo(1);
        assertThat(check(calls("main-ivr", 30, fair(50)), "--share", "50").exit())
                .isZero();
    }

    @Test
    void neitherOrderNorRepetitionOfEnvelopesMatters() {
        List<ConversationEvent> inOrder = calls("main-ivr", 600, kept(15));
        List<ConversationEvent> twice = new ArrayList<>(inOrder);
        twice.addAll(inOrder);
        Collections.shuffle(twice, new Random(3));

        assertThat(check(twice).out()).isEqualTo(check(inOrder).out());
    }

    @Test
    void aConversationsFirstDrawCounts() {
        List<ConversationEvent> events = calls("main-ivr", 100, call -> false);
        for (int call = 0; call < 100; call++) {
            events.add(draw("main-ivr-" + call, NINE + call * APART_MS + 60_000, "v2", "main-ivr"));
        }

        assertThat(check(events).out()).contains("main-ivr: 0 of 100 calls");
    }

    @Test
    void otherBranchesAndCallsWithoutOneAreToldApart() {
        List<ConversationEvent> events = calls("main-ivr", 300, fair(5));
        events.add(draw("broken", NINE, "fallback", "main-ivr"));
        events.add(draw("early", NINE, null, "main-ivr"));

        assertThat(check(events).out())
                .contains("of 300 calls", "1 more took another branch", "1 more carry no version");
    }

    @Test
    void everyCanaryIsCheckedByItself() {
        List<ConversationEvent> events = calls("main-ivr", 400, call -> call % 20 == 19);
        events.addAll(calls("sales", 400, fair(5)));

        assertThat(check(events).out()).contains("main-ivr: 20 of 400 calls", "sales: ");
        assertThat(check(events, "--canary", "sales").exit()).isZero();
        assertThat(check(events, "--canary", "main-ivr").exit()).isEqualTo(1);
    }

    @Test
    void aCanaryWithoutANameIsThatOfItsFlow() {
        List<ConversationEvent> events = new ArrayList<>();
        for (int call = 0; call < 300; call++) {
            String id = "c-" + call;
            long at = NINE + call * APART_MS;
            events.add(new ConversationEvent(
                    EventKind.FLOW_START,
                    id,
                    "p",
                    "s",
                    at,
                    at,
                    null,
                    null,
                    null,
                    new Flow("INBOUNDCALL", "flow-7", "3.0", null, null, null, null),
                    null,
                    null,
                    null,
                    null));
            events.add(draw(id, at + 500, fair(5).test(call) ? "v2" : "v1", null));
        }

        assertThat(check(events).out()).contains("flow-7: ", " of 300 calls");
    }

    @Test
    void theVersionsMayHaveOtherNames() {
        List<ConversationEvent> events = new ArrayList<>();
        for (int call = 0; call < 300; call++) {
            events.add(draw("c-" + call, NINE + call * APART_MS, call % 20 == 19 ? "new" : "old", "main-ivr"));
        }

        assertThat(check(events, "--versions", "old,new").out()).contains("15 of 300 calls");
        Cli unknown = check(events);
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("no call with version v1 or v2", "found: main-ivr with new, old");
    }

    @Test
    void printsTheSameAsJson() {
        Cli check = check(calls("main-ivr", 400, call -> call % 20 == 19), "--output", "json");

        JsonNode report = Messages.json().readTree(check.out()).at("/canaries/0");
        assertThat(check.exit()).isEqualTo(1);
        assertThat(report.at("/canary").asString()).isEqualTo("main-ivr");
        assertThat(report.at("/canaryCalls").asLong()).isEqualTo(20);
        assertThat(report.at("/stableCalls").asLong()).isEqualTo(380);
        assertThat(report.at("/finding/cause").asString()).isEqualTo("NOT_RANDOM");
        assertThat(report.at("/lnContexts").get("position among twenty calls").asDouble())
                .isGreaterThan(Math.log(1000));
    }

    @ParameterizedTest
    @CsvSource({"--share, 0", "--share, 100", "--share, -5", "--share, NaN", "--versions, v1", "--versions, 'v1,v1'"})
    void refusesWhatCannotBeChecked(String option, String value) {
        Cli check = check(calls("main-ivr", 10, fair(5)), option, value);

        assertThat(check.exit()).isEqualTo(2);
        assertThat(check.err()).contains(option.substring(2));
        assertThat(check.out()).isEmpty();
    }

    @Test
    void aRecordingThatCannotBeReadIsNoFinding() {
        Cli check = Cli.run("check-gate", directory.resolve("absent.ndjson").toString());

        assertThat(check.exit()).isEqualTo(2);
        assertThat(check.err()).contains("absent.ndjson cannot be read");
    }

    @Test
    void aRecordingThatIsNoneSaysSo() throws IOException {
        Path file = Files.writeString(directory.resolve("events.ndjson"), "no envelope\n");

        Cli check = Cli.run("check-gate", file.toString());

        assertThat(check.exit()).isEqualTo(3);
        assertThat(check.err()).contains("1 of 1 could not be read", "1 malformed-json: no JSON object at line 1");
    }

    @Test
    void aRecordingThatBreaksOffIsNoFindingAndSaysHowFarItGoes() throws IOException {
        check(calls("main-ivr", 400, fair(5)));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            Files.copy(directory.resolve("events.ndjson"), out);
        }
        byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 12);
        Path file = Files.write(directory.resolve("events.gz"), cut);

        Cli check = Cli.run("check-gate", file.toString());

        assertThat(check.exit()).isEqualTo(3);
        assertThat(check.out()).isEmpty();
        assertThat(check.err())
                .containsPattern(
                        "events.gz: it breaks off after \\d{3} records, of which \\d{3} could be read: the gzip"
                                + " data end within a member; get the whole of it again");
    }

    private IntPredicate fair(int percent) {
        return call -> random.nextInt(100) < percent;
    }

    /** A number that is drawn once for so many calls. */
    private IntPredicate kept(int calls) {
        boolean[] kept = new boolean[1];
        return call -> {
            if (call % calls == 0) {
                kept[0] = random.nextInt(100) < 5;
            }
            return kept[0];
        };
    }

    private static List<ConversationEvent> calls(String canary, int calls, IntPredicate toCanary) {
        List<ConversationEvent> events = new ArrayList<>();
        for (int call = 0; call < calls; call++) {
            events.add(draw(canary + "-" + call, NINE + call * APART_MS, toCanary.test(call) ? "v2" : "v1", canary));
        }
        return events;
    }

    private static ConversationEvent draw(String id, long at, String version, String canary) {
        return new ConversationEvent(
                EventKind.ATTRIBUTES,
                id,
                "p",
                null,
                at,
                at,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new Draw(version, canary));
    }

    private Cli check(List<ConversationEvent> events, String... options) {
        StringBuilder lines = new StringBuilder();
        events.forEach(event -> lines.append(new String(Envelopes.of(event), StandardCharsets.UTF_8))
                .append('\n'));
        List<String> arguments = new ArrayList<>(List.of("check-gate"));
        arguments.addAll(List.of(options));
        try {
            arguments.add(
                    Files.writeString(directory.resolve("events.ndjson"), lines).toString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return Cli.run(arguments.toArray(String[]::new));
    }
}
