package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.flowcanary.cli.FlowCanary;
import io.flowcanary.local.aws.LocalAwsSetup;
import io.flowcanary.local.demo.LocalStack;
import io.flowcanary.local.process.ChildProcess;
import io.flowcanary.local.tool.Needs;
import io.flowcanary.local.tool.Tool;
import io.flowcanary.record.RolloutState;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the pipelines of docs/pipelines run, run: against the real service, broker and parameter. Archy and the forges are stood in for. */
class PipelineIT {
    private static final String CANARY = "main-ivr";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ (.*?) }}");

    @TempDir
    Path directory;

    private final List<String> commented = new CopyOnWriteArrayList<>();

    @AutoClose
    private LocalStack stack;

    private Service streams;
    private HttpServer forge;

    @BeforeEach
    void start() throws IOException {
        stack = LocalStack.start(directory, 0, Clock.systemUTC(), Map.of("STREAMS_COMMIT_INTERVAL", "500ms"));
        streams = new Service(stack.port());
        await().atMost(PATIENCE).until(streams::ready);
        await().atMost(PATIENCE).until(() -> order("abort").statusCode() == 409);
        forge = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        forge.createContext("/", exchange -> {
            commented.add(exchange.getRequestURI() + " "
                    + URLDecoder.decode(
                            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                            StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        });
        forge.start();
        Files.createDirectories(directory.resolve("flows"));
        Files.writeString(directory.resolve("flows/main-ivr.yaml"), "inboundCall: {}");
        Files.createDirectories(directory.resolve("policies"));
        Files.writeString(
                directory.resolve("policies/main-ivr.yaml"),
                "{canary: main-ivr, steps: [5, 100], parameter: " + LocalAwsSetup.PARAMETER + "}");
        program("flow-canary", "exec '" + String.join("' '", ChildProcess.java(FlowCanary.class)) + "' \"$@\"");
        program("archy", "echo \"archy $*\" >> published; test ! -f archy-fails");
        program("gh", "echo \"gh $*\" >> asked; cat verdict.md >> asked");
    }

    @AfterEach
    void stop() {
        if (forge != null) {
            forge.stop(0);
        }
    }

    @Test
    void gitHubPublishesUnderALeaseStartsAndCommentsThePromotion() throws Exception {
        JsonNode jobs = yaml("github-actions.yml").path("jobs");

        for (JsonNode step : jobs.at("/publish/steps")) {
            if (step.has("run") && !step.has("if")) {
                Ran ran = gitHub(step);
                assertThat(ran.exit).as(step.path("name") + ran.said).isZero();
            }
        }
        awaitState(RolloutState.BAKING, "5");
        assertThat(directory.resolve("published"))
                .content()
                .startsWith("archy publish --file flows/main-ivr.yaml --clientId a-secret");
        Ran again = gitHub(jobs.at("/publish/steps/2"));
        assertThat(again.exit).as("a gate that is closed: " + again.said).isEqualTo(1);

        JsonNode wait = jobs.at("/verdict/steps/0");
        CompletableFuture<Ran> verdict = CompletableFuture.supplyAsync(() -> gitHub(wait));
        order("promote");
        Ran promoted = verdict.get(60, TimeUnit.SECONDS);
        assertThat(promoted.exit).as(promoted.said).isZero();
        assertThat(promoted.said).contains("order    start", "order    promote", "main-ivr is promoted");

        Ran comment = gitHub(jobs.at("/verdict/steps/1"));
        assertThat(comment.exit).as(comment.said).isZero();
        assertThat(directory.resolve("asked"))
                .content()
                .contains("gh api repos/example/flows/commits/c0ffee/comments -F body=@verdict.md", "promoted, 100 %");
        assertThat(directory.resolve("summary")).content().contains("| | stable v1 | canary v2 |");

        Ran next = gitHub(jobs.at("/publish/steps/2"));
        assertThat(next.exit).as("while the promoted canary takes every call").isEqualTo(1);
        assertThat(next.said).contains("closed: the share is 100 %, not 0 %");
    }

    @Test
    @Needs(Tool.CURL)
    void gitLabReleasesTheLeaseWhenThePublicationFailsAndCommentsARollback() throws Exception {
        JsonNode pipeline = yaml("gitlab-ci.yml");
        Files.createFile(directory.resolve("archy-fails"));

        assertThat(gitLab(pipeline.at("/publish/script")).exit).isEqualTo(1);
        assertThat(streams.rollout(CANARY)).isEmpty();
        Files.delete(directory.resolve("archy-fails"));
        Ran published = gitLab(pipeline.at("/publish/script"));
        assertThat(published.exit).as(published.said).isZero();
        awaitState(RolloutState.BAKING, "5");

        CompletableFuture<Ran> verdict = CompletableFuture.supplyAsync(() -> gitLab(pipeline.at("/verdict/script")));
        order("abort");
        Ran rolledBack = verdict.get(60, TimeUnit.SECONDS);
        assertThat(rolledBack.exit).as(rolledBack.said).isEqualTo(3);

        Ran comment = gitLab(pipeline.at("/verdict/after_script"));
        assertThat(comment.exit).as(comment.said).isZero();
        assertThat(commented)
                .singleElement()
                .asString()
                .startsWith("/projects/7/repository/commits/c0ffee/comments note=### main\\-ivr: rolled back, 0 %");
    }

    private HttpResponse<String> order(String order) {
        return streams.post("/api/v1/canaries/" + CANARY + "/" + order, "{\"actor\":\"kim\"}");
    }

    private void awaitState(RolloutState state, String share) {
        await().atMost(PATIENCE)
                .until(() -> streams.rollout(CANARY)
                                .filter(rollout -> rollout.state() == state && rollout.confirmedAt() != null)
                                .isPresent()
                        && stack.aws()
                                .parameter(LocalAwsSetup.PARAMETER)
                                .orElseThrow()
                                .value()
                                .equals(share));
    }

    private static JsonNode yaml(String file) throws IOException {
        return YAMLMapper.shared().readTree(Files.readString(Path.of("..", "docs", "pipelines", file)));
    }

    private void program(String name, String command) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + command + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private record Ran(int exit, String said) {}

    /** One step, with what GitHub gives to it. */
    private Ran gitHub(JsonNode step) {
        Map<String, String> env = new HashMap<>(Map.of(
                "CANARY", CANARY,
                "GITHUB_REPOSITORY", "example/flows",
                "GITHUB_SHA", "c0ffee",
                "GITHUB_RUN_ID", "4711",
                "GITHUB_RUN_ATTEMPT", "1",
                "GITHUB_OUTPUT", directory.resolve("output").toString(),
                "GITHUB_STEP_SUMMARY", directory.resolve("summary").toString()));
        step.path("env")
                .forEachEntry((name, value) -> env.put(
                        name, EXPRESSION.matcher(value.asString()).replaceAll(found -> expression(found.group(1)))));
        return shell(step.path("run").asString(), env);
    }

    private String expression(String expression) {
        if (!expression.startsWith("steps.lock.outputs.")) {
            return "a-secret";
        }
        try {
            return Files.readString(directory.resolve("output")).strip().replace("lease=", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One script, with what GitLab gives to it. */
    private Ran gitLab(JsonNode script) {
        StringBuilder lines = new StringBuilder();
        script.forEach(line -> lines.append(line.asString()).append('\n'));
        return shell(
                lines.toString(),
                Map.of(
                        "CANARY", CANARY,
                        "CI_JOB_ID", "7",
                        "CI_COMMIT_SHA", "c0ffee",
                        "CI_PROJECT_ID", "7",
                        "CI_API_V4_URL",
                                "http://127.0.0.1:" + forge.getAddress().getPort(),
                        "GITLAB_TOKEN", "a-secret",
                        "GENESYS_CLIENT_ID", "a-secret",
                        "GENESYS_CLIENT_SECRET", "a-secret",
                        "GENESYS_LOCATION", "mypurecloud.de"));
    }

    /** As pipelines run it: the first failure ends it. A gate that is closed is not waited for half an hour. */
    private Ran shell(String script, Map<String, String> env) {
        try {
            ProcessBuilder shell = new ProcessBuilder(
                            "bash", "-e", "-o", "pipefail", "-c", script.replace("--wait 30m", "--wait 5s"))
                    .directory(directory.toFile())
                    .redirectErrorStream(true);
            shell.environment().put("PATH", directory + File.pathSeparator + System.getenv("PATH"));
            shell.environment().put("FLOW_CANARY_SERVER", "http://127.0.0.1:" + stack.port());
            shell.environment().putAll(env);
            try (ChildProcess process = ChildProcess.start(shell)) {
                String said = new String(process.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return new Ran(process.exitCode(PATIENCE), said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
