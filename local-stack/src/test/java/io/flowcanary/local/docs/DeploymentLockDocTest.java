package io.flowcanary.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.flowcanary.cli.FlowCanary;
import io.flowcanary.local.process.ChildProcess;
import io.flowcanary.record.Messages;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The pipelines of docs/DEPLOYMENT_LOCK.md are YAML, and their shell commands do what the page says. */
class DeploymentLockDocTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PROGRAM = Pattern.compile("program = \\[\"bash\", \"-c\", \"(.*)\"\\]");
    private static final String LEASED =
            "{\"type\":\"answer/1\",\"id\":\"k\",\"canary\":\"main-ivr\",\"order\":\"lease\","
                    + "\"lease\":{\"number\":17,\"holder\":\"ci\",\"since\":\"2026-01-15T10:00:00Z\",\"until\":\"2026-01-15T10:20:00Z\"}}";
    private static final String CLOSED =
            "{\"canary\":\"main-ivr\",\"open\":false,\"reason\":\"a rollout is active\",\"share\":5,\"who\":\"kim\"}";

    @TempDir
    private Path directory;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private String doc;
    private int refusal;

    @BeforeEach
    void prepare() throws IOException {
        doc = Files.readString(Path.of("..", "docs", "DEPLOYMENT_LOCK.md"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path.substring(path.lastIndexOf('/') + 1) + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            boolean looks = path.endsWith("/gate");
            int status = looks ? 423 : refusal == 0 ? 200 : refusal;
            byte[] body = (looks ? CLOSED : status == 200 ? LEASED : "{\"detail\":\"no token\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        program("flow-canary", "exec '" + String.join("' '", ChildProcess.java(FlowCanary.class)) + "' \"$@\"");
        program("deploy.sh", "echo deployed");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void gitHubsStepsTakeTheLeaseAndReleaseIt() throws Exception {
        JsonNode steps = yaml(0).at("/jobs/deploy/steps");
        Path output = Files.createFile(directory.resolve("github-output"));

        Ran taken = shell(steps.path(1).path("run").asString(), "GITHUB_OUTPUT", output.toString());
        assertThat(taken.exit).as(taken.said).isZero();
        assertThat(output).hasContent("lease=17");
        Ran released = shell(steps.path(3).path("run").asString(), "LEASE", "17");

        assertThat(released.exit).as(released.said).isZero();
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0)).startsWith("lease ").contains("\"length\":\"PT20M\"", "\"reason\":\"run 4711\"");
        assertThat(asked.get(1)).startsWith("release ").contains("\"lease\":17");
    }

    @Test
    void gitHubsStepFailsWithoutALease() throws Exception {
        refusal = 401;

        Ran ran = shell(
                yaml(0).at("/jobs/deploy/steps/1/run").asString(),
                "GITHUB_OUTPUT",
                directory.resolve("none").toString());

        assertThat(ran.exit).isEqualTo(2);
        assertThat(ran.said).contains("no token");
    }

    @Test
    void gitLabsScriptDeploysUnderTheLeaseAndReleasesIt() throws Exception {
        StringBuilder script = new StringBuilder();
        yaml(1).at("/deploy-flow/script")
                .forEach(line -> script.append(line.asString()).append('\n'));

        Ran ran = shell(script.toString(), "CI_JOB_ID", "7");

        assertThat(ran.exit).as(ran.said).isZero();
        assertThat(ran.said).contains("deployed");
        assertThat(asked).extracting(one -> one.substring(0, one.indexOf(' '))).containsExactly("lease", "release");
    }

    @Test
    void terraformsProgramAnswersWithTextsAlsoWhenTheGateIsClosed() throws Exception {
        var program = PROGRAM.matcher(doc);
        assertThat(program.find()).isTrue();

        Ran ran = shell(program.group(1), "TF_INPUT", "0");

        assertThat(ran.exit).isZero();
        JsonNode result = Messages.json().readTree(ran.said);
        assertThat(result.path("gate").asString()).isEqualTo("closed");
        result.forEach(value -> assertThat(value.isString()).isTrue());
    }

    private JsonNode yaml(int index) {
        List<String> blocks =
                YAML.matcher(doc).results().map(found -> found.group(1)).toList();
        assertThat(blocks).hasSize(2);
        return YAMLMapper.shared().readTree(blocks.get(index));
    }

    private void program(String name, String command) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + command + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private record Ran(int exit, String said) {}

    /** As pipelines run it: the first failure ends it. */
    private Ran shell(String script, String name, String value) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        shell.environment().put("PATH", directory + File.pathSeparator + System.getenv("PATH"));
        shell.environment()
                .put(
                        "FLOW_CANARY_SERVER",
                        "http://localhost:" + server.getAddress().getPort());
        shell.environment().put("GITHUB_RUN_ID", "4711");
        shell.environment().put(name, value);
        shell.environment().remove("FLOW_CANARY_TOKEN");
        try (ChildProcess process = ChildProcess.start(shell)) {
            String said = new String(process.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.exitCode(Duration.ofMinutes(2)), said);
        }
    }
}
