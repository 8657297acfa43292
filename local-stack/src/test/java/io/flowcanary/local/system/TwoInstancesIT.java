package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.local.centre.Scenario;
import io.flowcanary.local.process.ChildProcess;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Messages;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Two instances on one broker, each with copies of the other's stores; one is killed and comes back. */
class TwoInstancesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final List<String> CANARIES = List.of(Recorded.CANARY, "a-ivr", "b-ivr", "c-ivr", "d-ivr", "e-ivr");
    private static final Pattern CONVERSATION = Pattern.compile("\"conversationId\":\"([0-9a-f-]{36})\"");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private final List<ChildProcess> processes = new ArrayList<>();
    private final AtomicInteger right = new AtomicInteger();
    private final AtomicInteger none = new AtomicInteger();
    private final AtomicInteger copies = new AtomicInteger();

    @Test
    void bothAnswerEveryKeyAlikeAndNeverWronglyWhileOneIsKilledAndComesBack() throws Exception {
        Recorded recorded = Recorded.hour(directory, Scenario.HEALTHY, 5, 400);
        int portA = Instance.freePort();
        int portB = Instance.freePort();
        Service a = new Service(portA);
        Service b = new Service(portB);
        try (Bench bench = new Bench(directory)) {
            start(bench, "a", portA);
            ChildProcess processB = start(bench, "b", portB);
            await().atMost(PATIENCE).until(() -> a.ready() && b.ready());
            for (String canary : CANARIES) {
                bench.start(
                        PolicyYaml.read("canary: " + canary + "\ndryRun: true\nparameter: /p/" + canary),
                        Recorded.BEGIN);
            }
            Map<String, Object> counts = bench.bridge(recorded.file());
            long records =
                    ((Number) counts.get("written")).longValue() + ((Number) counts.get("heartbeats")).longValue() * 12;
            Bench.awaitConsumed(a, records);
            List<String> paths = paths(recorded);
            Map<String, JsonNode> truth = settled(paths, a, b);

            processB.close();
            askUntilWhole(truth, a);
            start(bench, "b", portB);
            askUntilWhole(truth, a, b);

            System.out.printf(
                    "%d right answers, %d of them from copies; %d times none%n", right.get(), copies.get(), none.get());
            assertThat(none.get() + copies.get()).isPositive();
        } finally {
            processes.forEach(ChildProcess::close);
        }
    }

    private ChildProcess start(Bench bench, String name, int port) {
        Map<String, String> environment = bench.environment();
        environment.put("STREAMS_STATE_DIR", directory.resolve("state-" + name).toString());
        environment.put("STREAMS_APPLICATION_SERVER", "127.0.0.1:" + port);
        environment.put("STREAMS_STANDBYS", "1");
        environment.put("STREAMS_STALE_AFTER", "24h");
        environment.put("ACCESS_RATE", "1000");
        ChildProcess process = Instance.start(environment, port, directory.resolve(name + ".log"));
        processes.add(process);
        return process;
    }

    private static List<String> paths(Recorded recorded) throws IOException {
        List<String> paths = new ArrayList<>(List.of("/api/v1/canaries"));
        for (String canary : CANARIES) {
            String one = "/api/v1/canaries/" + canary;
            paths.addAll(List.of(
                    one,
                    one + "/tallies?window=PT2H",
                    one + "/tallies?by=minute&window=PT2H",
                    one + "/verdicts?limit=10",
                    one + "/orders",
                    one + "/evidence"));
        }
        try (Stream<String> lines = Files.lines(recorded.file())) {
            lines.flatMap(line -> CONVERSATION.matcher(line).results().map(found -> found.group(1)))
                    .distinct()
                    .limit(24)
                    .forEach(id -> paths.add("/api/v1/conversations/" + id));
        }
        paths.add("/api/v1/canaries/nobody");
        return paths;
    }

    /** What both say once nothing moves any more. */
    private static Map<String, JsonNode> settled(List<String> paths, Service a, Service b) {
        Map<String, JsonNode> last = new TreeMap<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            Map<String, JsonNode> now = new LinkedHashMap<>();
            for (String path : paths) {
                Optional<JsonNode> ofA = answer(a, path);
                if (ofA.isEmpty()
                        || !ofA.equals(answer(b, path))
                        || partial(ofA.get())
                        || ofA.get().has("stale")) {
                    return false;
                }
                now.put(path, ofA.get());
            }
            boolean same = now.equals(last);
            last.clear();
            last.putAll(now);
            return same;
        });
        assertThat(last.get("/api/v1/canaries").path("canaries")).hasSize(CANARIES.size());
        assertThat(last.get("/api/v1/canaries/main-ivr/verdicts?limit=10").path("verdicts"))
                .hasSize(10);
        assertThat(last.get("/api/v1/canaries/nobody").path("status").asInt()).isEqualTo(404);
        return last;
    }

    /** Asks for everything, again and again, until each of these instances answers all of it from its owners. */
    private void askUntilWhole(Map<String, JsonNode> truth, Service... services) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            boolean whole = true;
            for (Map.Entry<String, JsonNode> expected : truth.entrySet()) {
                for (Service service : services) {
                    whole &= isRight(service, expected.getKey(), expected.getValue());
                }
            }
            return whole;
        });
    }

    /** Whether this is the whole truth by its owner's word; fails on anything but that, a copy of it, or no answer. */
    private boolean isRight(Service service, String path, JsonNode expected) {
        Optional<JsonNode> answer = answer(service, path);
        if (answer.isEmpty()) {
            none.incrementAndGet();
            return false;
        }
        ObjectNode found = (ObjectNode) answer.get().deepCopy();
        boolean stale = found.path("stale").asBoolean(false);
        found.remove("stale");
        if (partial(found)) {
            assertThat(expected.path("canaries")).containsAll(found.path("canaries"));
            return false;
        }
        assertThat(found).as(path + (stale ? " from a copy" : "")).isEqualTo(expected);
        right.incrementAndGet();
        if (stale) {
            copies.incrementAndGet();
        }
        return !stale;
    }

    private static boolean partial(JsonNode answer) {
        return !answer.path("missing").isEmpty();
    }

    /** Empty when nobody answered, or only that it cannot now. */
    private static Optional<JsonNode> answer(Service service, String path) {
        Optional<HttpResponse<byte[]>> response = service.answer(path);
        if (response.isEmpty() || response.get().statusCode() == 503) {
            return Optional.empty();
        }
        assertThat(response.get().statusCode()).as(path).isIn(200, 404);
        return Optional.of(Messages.json().readTree(response.get().body()));
    }
}
