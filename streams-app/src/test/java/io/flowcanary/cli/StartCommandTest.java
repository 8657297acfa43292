package io.flowcanary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.flowcanary.record.Command;
import io.flowcanary.record.Messages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

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

    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private int status = 200;
    private String body = COUNTED;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void tellsHowLongAVerdictTakesWithTheCallsThatTheServiceCounted() throws IOException {
        Cli start = start("");

        assertThat(asked).containsExactly("/api/v1/canaries/main%20ivr/tallies?window=PT1H");
        assertThat(start.out())
                .contains("With 5,000 calls an hour (counted in the last hour), 250 of them to the canary at 5 %")
                .contains("a canary like stable is promoted within ")
                .contains("a broken one goes back within ", "one worse by three margins goes back within ")
                .contains("slowest: abandonRate 10 -> 16 %", "sent to main ivr");
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

        assertThat(asked).isEmpty();
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
    void startsWithoutAPlanWhenTheServiceDoesNotAnswer() throws IOException {
        server.stop(0);

        Cli start = start("");

        assertThat(start.err()).contains("no plan: ", "does not answer (ConnectException", "give --calls-per-hour");
        assertStarted(start);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            503 | {"title": "not ready", "status": 503, "detail": "a rebalance is under way"} | answers 503: a rebalance is under way
            502 | <html>                                                                      | answers 502, but not as the streams service does
            200 | <html>                                                                      | answers 200, but not as the streams service does
            200 | {"canary": "main ivr", "versions": {}}                                      | has counted no call of main ivr with version v1
            """)
    void startsWithoutAPlanWhenTheAnswerTellsNothing(int answered, String said, String complaint) throws IOException {
        status = answered;
        body = said;

        Cli start = start("");

        assertThat(start.err()).contains("no plan: ", complaint);
        assertStarted(start);
    }

    @ParameterizedTest
    @CsvSource({
        "--baseline, abandonRate=101, expected a percentage from 0 to 100",
        "--baseline, abandonment=8, no such metric",
        "--calls-per-hour, 0, calls per hour: 0.0 is not allowed",
        "--server, localhost, expected a URL such as http://localhost:8080",
        "--server, ftp://localhost, expected a URL such as http://localhost:8080"
    })
    void startsNothingWhenItIsAskedWrongly(String option, String value, String complaint) throws IOException {
        Cli start = start("", option, value);

        assertThat(start.exit()).isEqualTo(2);
        assertThat(start.err()).contains(complaint);
        assertThat(kafka.history()).isEmpty();
    }

    private Cli start(String more, String... options) throws IOException {
        Path policy = Files.writeString(directory.resolve("p.yaml"), "{canary: main ivr" + more + "}");
        List<String> arguments = new ArrayList<>(List.of(policy.toString()));
        if (!List.of(options).contains("--server")) {
            arguments.addAll(List.of(
                    "--server", "http://localhost:" + server.getAddress().getPort()));
        }
        arguments.addAll(List.of(options));
        return Cli.run(new CommandLine(new StartCommand(config -> kafka)), arguments.toArray(String[]::new));
    }

    private void assertStarted(Cli start) {
        assertThat(start.exit()).isZero();
        assertThat(kafka.history()).singleElement().satisfies(sent -> {
            assertThat(sent.key()).isEqualTo("main ivr");
            assertThat(Messages.read(sent.value(), Command.Start.class).policy().canary())
                    .isEqualTo("main ivr");
        });
    }
}
