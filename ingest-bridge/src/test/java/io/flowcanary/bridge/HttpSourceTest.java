package io.flowcanary.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.bridge.envelope.Envelopes;
import io.flowcanary.bridge.envelope.Shapes;
import io.flowcanary.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpSourceTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Fixture fixture;
    private HttpSource source;
    private BridgeServer server;

    @AfterEach
    void stop() {
        source.close();
        server.close();
    }

    @Test
    void acceptsAnEnvelope() throws Exception {
        start(new Fixture(true), Duration.ofSeconds(10));

        HttpResponse<String> response = post(Envelopes.flowEnd().text());

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).contains("\"received\":1", "\"written\":1");
        assertThat(fixture.count("written")).isOne();
    }

    @Test
    void refusesAPostWith503WhileTheTopicHasMorePartitions() throws Exception {
        start(new Fixture(true), Duration.ofSeconds(10));
        fixture.partitions = 24;

        HttpResponse<String> refused = post(Envelopes.flowEnd().text());

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(fixture.kafka.history()).isEmpty();
        assertThat(fixture.writer.trouble())
                .contains("genesys.conversation-events has 24 partitions, expected 12: see 'flow-canary topics reset"
                        + " --plan'");

        fixture.partitions = Fixture.PARTITIONS;
        assertThat(fixture.writer.trouble()).isEmpty();
        assertThat(post(Envelopes.flowEnd().text()).statusCode()).isEqualTo(202);
    }

    @Test
    void acceptsAnArrayAndBuriesWhatIsUnusableInIt() throws Exception {
        start(new Fixture(true), Duration.ofSeconds(10));
        String bad = Envelopes.flowEnd().without("conversationId").text();

        HttpResponse<String> response = post("[" + Envelopes.flowEnd().text() + "," + bad + ",7,"
                + Envelopes.of("wrapup").text() + "]");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).contains("\"received\":4", "\"written\":1", "\"skipped\":1", "\"deadLettered\":2");
        assertThat(fixture.deadLetters().get(0).origin()).endsWith("/1");
    }

    @ParameterizedTest
    @EnumSource(Shapes.class)
    void acceptsAPostOfEveryForm(Shapes shape) throws Exception {
        start(new Fixture(true), Duration.ofSeconds(10));

        HttpResponse<String> response = CLIENT.send(
                request()
                        .header("X-Api-Key", "open sesame")
                        .POST(BodyPublishers.ofByteArray(
                                shape.of(List.of(Envelopes.flowEnd().text()))))
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).contains("\"received\":1", "\"written\":1");
    }

    @Test
    void showsItsMetricsToAnybody() throws Exception {
        start(new Fixture(true), Duration.ofSeconds(10));
        post(Envelopes.flowEnd().text());

        HttpResponse<String> metrics =
                CLIENT.send(HttpRequest.newBuilder(uri("/metrics")).build(), BodyHandlers.ofString());

        assertThat(metrics.body()).contains("flow_canary_bridge_received_total 1.0");
        assertThat(metrics.headers().firstValue("Content-Type"))
                .get()
                .asString()
                .startsWith("text/plain; version=0.0.4");
    }

    @Test
    void keepsABodyThatIsNoJsonAndSaysWhatIsWrong() throws Exception {
        start(new Fixture(true), Duration.ofSeconds(10));

        HttpResponse<String> response = post("{\"detail\":Kim}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("no JSON at line 1").doesNotContain("Kim");
        assertThat(fixture.deadLetters().get(0).reason()).isEqualTo("malformed-json");
        assertThat(fixture.deadLetters().get(0).payload()).doesNotContain("Kim");
        assertThat(post("12").statusCode()).isEqualTo(400);
    }

    @Test
    void refusesAMissingOrWrongKey() throws Exception {
        start(new Fixture(true), Duration.ofSeconds(10));

        HttpRequest without = request().POST(BodyPublishers.ofString("[]")).build();
        HttpRequest wrong = request()
                .header("X-Api-Key", "sesam")
                .POST(BodyPublishers.ofString("[]"))
                .build();

        assertThat(CLIENT.send(without, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        assertThat(CLIENT.send(wrong, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        assertThat(fixture.count("received")).isZero();
    }

    @Test
    void refusesABodyThatIsTooLong() throws Exception {
        start(new Fixture(true), Duration.ofSeconds(10));

        assertThat(post(" ".repeat(4_097)).statusCode()).isEqualTo(413);
        assertThat(post("[" + " ".repeat(4_094) + "]").statusCode()).isEqualTo(202);
    }

    @Test
    void answersOnlyWhenKafkaHasAcknowledgedAndAsksTheNextToComeAgain() throws Exception {
        start(new Fixture(false), Duration.ofSeconds(30));
        CompletableFuture<HttpResponse<String>> first =
                CLIENT.sendAsync(posting(Envelopes.flowEnd().text()), BodyHandlers.ofString());
        await().until(() -> fixture.kafka.history().size() == 1);

        HttpResponse<String> second = post(Envelopes.flowEnd().text());
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("Retry-After")).contains("1");
        assertThat(first).isNotDone();

        fixture.kafka.completeNext();
        assertThat(first)
                .succeedsWithin(Duration.ofSeconds(10))
                .extracting(HttpResponse::statusCode)
                .isEqualTo(202);
    }

    @Test
    void asksToComeAgainWhenKafkaDoesNotAcknowledgeInTime() throws Exception {
        start(new Fixture(false), Duration.ofMillis(1));

        HttpResponse<String> response = post(Envelopes.flowEnd().text());

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void takesNoPostBeforeItIsStarted() throws Exception {
        open(new Fixture(true), Duration.ofSeconds(10));

        assertThat(post(Envelopes.flowEnd().text()).statusCode()).isEqualTo(503);
        HttpRequest ready = HttpRequest.newBuilder(uri("/health/ready")).build();
        HttpResponse<String> response = CLIENT.send(ready, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("\"source\":\"takes no posts yet\"");
        source.start();
        assertThat(CLIENT.send(ready, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @Test
    void isWeaklyDrainedAfterASilence() throws Exception {
        start(new Fixture(true), Duration.ofSeconds(10));
        post(Envelopes.flowEnd().text());
        fixture.clock.move(Duration.ofMillis(59_999));
        assertThat(source.drained()).isEmpty();

        fixture.clock.move(Duration.ofMillis(1));

        await().untilAsserted(() -> assertThat(source.drained()).contains(new Drained(Fixture.NOW, true)));
    }

    @Test
    void showsItsCounts() throws Exception {
        start(new Fixture(true), Duration.ofSeconds(10));
        post(Envelopes.flowEnd().text());

        HttpResponse<String> stats =
                CLIENT.send(HttpRequest.newBuilder(uri("/stats")).build(), BodyHandlers.ofString());

        assertThat(stats.body())
                .contains("\"received\":1", "\"writtenByTopic\":{\"flow.end\":1}")
                .startsWith("{");
        assertThat(stats.headers().firstValue("Content-Type")).contains("application/json");
    }

    private void start(Fixture with, Duration acknowledgeWithin) {
        open(with, acknowledgeWithin);
        source.start();
    }

    private void open(Fixture with, Duration acknowledgeWithin) {
        fixture = with;
        HttpSettings settings = new HttpSettings(
                "X-Api-Key",
                new Secret("open sesame"),
                new Secret(""),
                4_096,
                1,
                acknowledgeWithin,
                Duration.ofMinutes(1));
        source = new HttpSource(settings, fixture.ingest, fixture.clock);
        server = new BridgeServer(
                new ServerSettings("127.0.0.1", 0),
                Map.of("source", source::trouble),
                fixture.ledger,
                new BridgeMetrics(fixture.ledger, fixture.burials),
                Optional.of(source));
        server.start();
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return CLIENT.send(posting(body), BodyHandlers.ofString());
    }

    private HttpRequest posting(String body) {
        return request()
                .header("X-Api-Key", "open sesame")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(uri("/events"));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
