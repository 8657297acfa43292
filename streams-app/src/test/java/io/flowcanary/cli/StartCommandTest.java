package io.flowcanary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.RolloutState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartCommandTest {
    private static final String COUNTED = """
            {"canary": "main ivr", "from": "2026-01-15T09:00:00Z", "to": "2026-01-15T10:00:00Z",
             "countedUpTo": "2026-01-15T09:59:30Z",
             "versions": {
               "v1": {"started": 5000, "ended": 4000, "abandoned": 400, "transferred": 480, "contained": 1000,
                      "ivrHangup": 160, "errored": 50, "handled": 2000, "handleMs": 1, "talkMs": 1, "late": {}},
               "fallback": {"started": 900, "ended": 900, "abandoned": 900, "transferred": 0, "contained": 0,
                      "ivrHangup": 0, "errored": 0, "handled": 0, "handleMs": 0, "talkMs": 0, "late": {}}}}
            """;

    @TempDir
    private Path directory;

    private static final String TALLIES = "/api/v1/canaries/main%20ivr/tallies?window=PT1H";
    private static final String START = "/api/v1/canaries/main%20ivr/start";

    private final FakeService service = new FakeService();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void tellsHowLongAVerdictTakesWithTheCallsThatTheServiceCounted() throws IOException {
        Cli start = start("");

        assertThat(start.out())
                .contains("With 5,000 calls an hour (counted in the last hour), 250 of them to the canary at 5 %")
                .contains("a canary like stable is promoted within ")
                .contains("a broken one is rolled back within ", "one worse by three margins is rolled back within ")
                .contains("slowest: abandonRate 10 -> 16 %", "main-ivr: start followed; now BAKING");
        assertThat(start.err()).isEmpty();
        assertStarted(start);
    }

    @Test
    void ratesThatAreGivenStandBeforeThoseCounted() throws IOException {
        assertThat(start("", "--baseline", "abandonRate=20").out()).contains("slowest: abandonRate 20 -> 26 %");
    }

    @Test
    void callsThatAreGivenNeedNoService() throws IOException {
        Cli start = start("", "--calls-per-hour", "2000", "--baseline", "abandonRate=20");

        assertThat(service.asked()).hasSize(1);
        assertThat(start.out()).contains("With 2,000 calls an hour (as given)", "slowest: abandonRate 20 -> 26 %");
        assertStarted(start);
    }

    @Test
    void warnsWhenTheDeadlineComesBeforeAVerdict() throws IOException {
        Cli start = start(", deadline: {after: 1h}", "--calls-per-hour", "100");

        assertThat(start.out()).contains("a canary like stable is promoted not in time (1 in 2), not in time (4 in 5)");
        assertThat(start.err())
                .contains("warning: 100 of 100 canaries that are like stable would not be decided within the deadline")
                .contains("warning: not even a broken version (");
        assertStarted(start);
    }

    @Test
    void startsNothingWhenTheServiceDoesNotAnswer() throws IOException {
        service.close();

        Cli start = start("");

        assertThat(start.err()).contains("no plan: ", "does not answer (ConnectException");
        assertThat(start.exit()).isEqualTo(1);
    }

    @Test
    void aStartMayEndTheLeaseThatTheDeploymentHeld() throws IOException {
        assertStarted(start("", "--calls-per-hour", "2000", "--lease", "17"));

        assertThat(service.posted().get(0).json().path("lease").asLong()).isEqualTo(17);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            500 | {"title": "a bug", "status": 500, "detail": "see the log"} | answers 500: see the log
            502 | <html>                                                                      | answers 502, but it is not the streams service
            200 | <html>                                                                      | answers 200, but it is not the streams service
            200 | {"canary": "main ivr", "versions": {}}                                      | has counted no call of main ivr with version v1
            """)
    void startsWithoutAPlanWhenTheAnswerTellsNothing(int answered, String said, String complaint) throws IOException {
        service.says(TALLIES, answered, said);

        Cli start = start("");

        assertThat(start.err()).contains("no plan: ", complaint);
        assertStarted(start);
    }

    @ParameterizedTest
    @CsvSource({
        "--baseline, abandonRate=101, expected a percentage from 0 to 100",
        "--baseline, abandonment=8, no such metric",
        "--calls-per-hour, 0, calls per hour: 0.0 is not allowed",
        "--server, localhost, allowed: a URL such as http://localhost:8080",
        "--server, ftp://localhost, allowed: a URL such as http://localhost:8080"
    })
    void startsNothingWhenItIsAskedWrongly(String option, String value, String complaint) throws IOException {
        Cli start = start("", option, value);

        assertThat(start.exit()).isEqualTo(2);
        assertThat(start.err()).contains(complaint);
        assertThat(service.posted()).isEmpty();
    }

    private Cli start(String more, String... options) throws IOException {
        service.says(TALLIES, 200, COUNTED);
        service.says(START, Told.answer("start", RolloutState.BAKING, 5));
        Path policy = Files.writeString(directory.resolve("p.yaml"), "{canary: main ivr" + more + "}");
        List<String> arguments = new ArrayList<>(List.of("start", policy.toString()));
        arguments.addAll(List.of(options));
        return List.of(options).contains("--server")
                ? Cli.run(arguments.toArray(String[]::new))
                : service.run(arguments.toArray(String[]::new));
    }

    private void assertStarted(Cli start) {
        assertThat(start.exit()).isZero();
        assertThat(service.posted()).singleElement().satisfies(sent -> {
            assertThat(sent.path()).isEqualTo(START);
            assertThat(PolicyYaml.read(sent.json().path("policy").asString()).canary())
                    .isEqualTo("main ivr");
        });
    }
}
