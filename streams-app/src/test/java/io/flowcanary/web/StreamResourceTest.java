package io.flowcanary.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.record.Messages;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import io.flowcanary.topology.Call;
import io.flowcanary.topology.Scene;
import io.flowcanary.topology.Stream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class StreamResourceTest {
    private static final String PATH = "/api/v1/canaries/main-ivr/stream";

    private final Stream stream = new Stream();
    private final Site site = new Site(stream);
    private final Scene scene = new Scene(stream).start(Scene.guide(Call.CANARY, "steps: [5, 100]"), "09:00:00");

    @AfterEach
    void close() {
        site.close();
        stream.close();
    }

    @Test
    void beginsWithHowTheCanaryStandsAndGoesOnWithWhatTheStreamSays() throws IOException {
        Rollout rollout = stream.rollouts().get(0);
        List<Verdict> verdicts = verdictsUntil("09:02:00");
        try (Client client = new Client()) {
            JsonNode hello = client.next("hello", null);
            assertThat(hello.path("rollout").path("share").asInt()).isEqualTo(5);
            assertThat(hello.has("resumed")).isFalse();

            site.say(rollout);
            site.say(verdicts.get(0));
            assertThat(client.next("rollout", null).path("epoch").asInt()).isEqualTo(1);
            JsonNode verdict = client.next("verdict", verdicts.get(0).id());
            assertThat(Messages.json().treeToValue(verdict, Verdict.class)).isEqualTo(verdicts.get(0));
        }
    }

    @Test
    void sendsNothingOfAnotherCanary() throws IOException {
        List<Verdict> verdicts = verdictsUntil("09:02:00");
        new Scene(stream, "other-ivr").start(Scene.guide("other-ivr", "parameter: /other"), "09:00:00");
        Rollout other = stream.rollouts().stream()
                .filter(rollout -> rollout.canary().equals("other-ivr"))
                .findFirst()
                .orElseThrow();
        try (Client client = new Client()) {
            client.next("hello", null);

            site.say(other);
            site.say(verdicts.get(0));

            client.next("verdict", verdicts.get(0).id());
        }
    }

    @Test
    void whoComesBackGetsTheMissedVerdictsFirstAndEachOnce() throws IOException {
        List<Verdict> verdicts = verdictsUntil("09:05:00");
        try (Client client = new Client("Last-Event-ID", verdicts.get(1).id())) {
            assertThat(client.next("hello", null).path("resumed").asBoolean()).isTrue();
            for (Verdict missed : verdicts.subList(2, verdicts.size())) {
                client.next("verdict", missed.id());
            }

            site.say(verdicts.get(verdicts.size() - 1));
            Verdict fresh = verdictsUntil("09:06:00").get(0);
            site.say(fresh);
            client.next("verdict", fresh.id());
        }
    }

    @Test
    void whoComesBackWithAnUnknownIdIsToldSo() throws IOException {
        verdictsUntil("09:02:00");
        try (Client client = new Client("Last-Event-ID", "nobody")) {
            assertThat(client.next("hello", null).path("resumed").asBoolean(true))
                    .isFalse();
        }
    }

    @Test
    void endsWithTheServer() throws IOException {
        try (Client client = new Client()) {
            client.next("hello", null);

            site.close();

            assertThat(client.rest()).isBlank();
        }
    }

    @Test
    void oneClientTooManyIsToldToTryElsewhere() throws IOException {
        List<Client> clients = new ArrayList<>();
        try {
            for (int i = 0; i < StreamResource.MOST_CLIENTS; i++) {
                clients.add(new Client());
            }

            HttpResponse<String> refused = site.get(PATH);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("too-many-streams");
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
    }

    @Test
    void aClientThatHasGoneIsForgotten() throws IOException {
        Verdict verdict = verdictsUntil("09:02:00").get(0);
        new Client().close();
        await().until(() -> {
            site.say(verdict);
            return site.listeners() == 0;
        });
    }

    private List<Verdict> verdictsUntil(String w) {
        scene.until(w);
        return stream.verdicts();
    }

    /** Reads events as a browser does. */
    private final class Client implements AutoCloseable {
        private final InputStream in;
        private final BufferedReader lines;

        Client(String... headers) throws IOException {
            try {
                HttpResponse<InputStream> response =
                        Site.HTTP.send(site.request(PATH, headers).build(), BodyHandlers.ofInputStream());
                assertThat(response.statusCode()).isEqualTo(200);
                in = response.body();
                lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** What comes until the stream ends, in order or not. */
        String rest() {
            StringBuilder rest = new StringBuilder();
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    rest.append(line);
                }
            } catch (IOException cutOff) {
                // As good an end as any.
            }
            return rest.toString();
        }

        /** The next event, which has this name and this id. */
        JsonNode next(String name, String id) throws IOException {
            String line = lines.readLine();
            while (!line.startsWith("event: ")) {
                line = lines.readLine();
            }
            assertThat(line).isEqualTo("event: " + name);
            if (id != null) {
                assertThat(lines.readLine()).isEqualTo("id: " + id);
            }
            return Messages.json().readTree(lines.readLine().substring("data: ".length()));
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
