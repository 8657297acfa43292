package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.local.aws.LocalAwsSetup;
import io.flowcanary.local.demo.LocalStack;
import io.flowcanary.record.Messages;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Orders by HTTP, over the real broker and AWS's wire, with the commit interval that people run with. */
class OrdersIT {
    private static final String CANARY = "/api/v1/canaries/main-ivr";
    private static final String START =
            "{\"reason\":\"new menu\",\"policy\":{\"canary\":\"main-ivr\",\"judge\":\"threshold\",\"promote\":\"bake\"}}";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @AutoClose
    private LocalStack stack;

    private Service service;

    @BeforeEach
    void start() {
        stack = LocalStack.start(directory, 0, Clock.systemUTC(), Map.of("STREAMS_COMMIT_INTERVAL", "500ms"));
        service = new Service(stack.port());
        await().atMost(PATIENCE).until(service::ready);
        // The first order waits for its transaction's coordinator, the feed, and a warm JVM.
        await().atMost(PATIENCE)
                .until(() -> service.post(CANARY + "/abort", "{}").statusCode() == 409);
    }

    @Test
    void anOrderIsAnsweredWithinASecondAndActsOnce() {
        HttpResponse<String> started = service.post(CANARY + "/start", START, "Idempotency-Key", "deploy-17");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        JsonNode answer = Messages.json().readTree(started.body());
        assertThat(answer.path("rollout").path("share").asInt()).isEqualTo(5);
        assertThat(answer.path("rollout").path("actor").asString()).isEqualTo("anonymous");

        HttpResponse<String> again = service.post(CANARY + "/start", START, "Idempotency-Key", "deploy-17");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(Messages.json()
                        .readTree(again.body())
                        .path("rollout")
                        .path("epoch")
                        .asInt())
                .isEqualTo(1);
        HttpResponse<String> another = service.post(CANARY + "/start", START);
        assertThat(another.statusCode()).isEqualTo(409);
        assertThat(Messages.json().readTree(another.body()).path("detail").asString())
                .contains("active at 5 %");

        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            long begin = System.nanoTime();
            HttpResponse<String> told = service.post(CANARY + (i % 2 == 0 ? "/pause" : "/resume"), "{}");
            millis.add((System.nanoTime() - begin) / 1_000_000);
            assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
        }
        long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.println(
                "answers, ms: p50 " + sorted[20] + ", p95 " + sorted[37] + ", all " + Arrays.toString(sorted));
        assertThat(sorted[20]).as("median, ms").isLessThan(1_000);
    }

    @Test
    void neverBothALeaseAndAnActiveCanaryAndExactlyOneIsGranted() throws Exception {
        await().atMost(PATIENCE).until(() -> share().equals("0"));
        int callers = 50;
        CyclicBarrier together = new CyclicBarrier(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        List<Future<HttpResponse<String>>> asked = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            String order = i % 2 == 0 ? "/lease" : "/start";
            String body = i % 2 == 0 ? "{\"length\":\"PT20M\"}" : START;
            String key = "caller-" + i;
            asked.add(threads.submit(() -> {
                together.await();
                HttpResponse<String> answer = service.post(CANARY + order, body, "Idempotency-Key", key);
                while (answer.statusCode() == 504) {
                    answer = service.post(CANARY + order, body, "Idempotency-Key", key);
                }
                return answer;
            }));
        }
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (Future<HttpResponse<String>> one : asked) {
            answers.add(one.get());
        }
        threads.shutdown();

        // A lease that comes after a start may also be told by SSM that the share has moved.
        assertThat(answers).extracting(HttpResponse::statusCode).isSubsetOf(200, 409, 423);
        List<JsonNode> granted = answers.stream()
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> Messages.json().readTree(answer.body()))
                .toList();
        assertThat(granted).hasSize(1);
        for (HttpResponse<String> answer : answers) {
            JsonNode state = Messages.json().readTree(answer.body());
            JsonNode now = state.has("answer") ? state.path("answer") : state;
            boolean active = now.path("rollout").path("state").asString("").equals("BAKING");
            assertThat(active && now.has("lease")).as(answer.body()).isFalse();
        }
        assertThat(service.answer(CANARY + "/gate").orElseThrow().statusCode()).isEqualTo(423);
    }

    private String share() {
        return stack.aws().parameter(LocalAwsSetup.PARAMETER).orElseThrow().value();
    }
}
