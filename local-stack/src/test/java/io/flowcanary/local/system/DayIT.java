package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.local.LocalFlowCanary;
import io.flowcanary.local.aws.LocalAwsSetup;
import io.flowcanary.local.aws.SentAlert;
import io.flowcanary.local.demo.LocalStack;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** A day with a canary, by the command line alone, over the real broker and AWS's wire. */
class DayIT {
    private static final String CANARY = "main-ivr";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @AutoClose
    private LocalStack stack;

    private Service streams;

    @BeforeEach
    void start() {
        stack = LocalStack.start(directory, 0, Clock.systemUTC(), Map.of("STREAMS_COMMIT_INTERVAL", "500ms"));
        streams = new Service(stack.port());
        await().atMost(PATIENCE).until(streams::ready);
        // The first order waits for a warm JVM and the feed of answers.
        await().atMost(PATIENCE).until(() -> run("abort", CANARY).err().contains("nothing to abort"));
    }

    @Test
    void startPauseResumeAbortRestartPromote() throws IOException {
        String policy = Files.writeString(
                        directory.resolve("policy.yaml"),
                        "{canary: main-ivr, steps: [5, 100], judge: threshold, promote: bake, parameter: "
                                + LocalAwsSetup.PARAMETER + ", alerts: {topic: '" + stack.alertTopic()
                                + "', bus: default}}")
                .toString();
        assertThat(run("policy", "validate", policy).exit()).isZero();
        int earlier = history().size();

        done(run("start", policy, "--actor", "kim", "--reason", "new menu"), "start followed; now BAKING, step 1 of 2");
        awaitState(RolloutState.BAKING, "5");
        assertThat(run("gate", "--canary", CANARY).exit()).isEqualTo(1);
        assertThat(run("policy", "diff", policy).out()).contains("no difference");

        done(run("pause", CANARY, "--actor", "robin", "--reason", "holiday traffic"), "now PAUSED: somebody paused it");
        awaitState(RolloutState.PAUSED, "5");
        assertThat(streams.rollout(CANARY).orElseThrow().pause()).isEqualTo(Rollout.Pause.OPERATOR);

        Cli refused = run("start", policy, "--calls-per-hour", "100000");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("active at 5 %");

        done(run("resume", CANARY), "resume followed; now BAKING");
        awaitState(RolloutState.BAKING, "5");

        done(
                run("abort", CANARY, "--reason", "callers hang up"),
                "abort followed; now ROLLED_BACK, going back: 0 % wanted, 5 % still in force");
        awaitState(RolloutState.ROLLED_BACK, "0");
        await().atMost(PATIENCE).until(() -> alerts("ROLLBACK") == 1);

        Cli lease = run("gate", "--canary", CANARY, "--lease", "20m", "--wait", "1m", "--poll", "200ms");
        assertThat(lease.exit()).as(lease.err()).isZero();
        assertThat(run("restart", CANARY).err()).contains("lease");
        assertThat(run("gate", "--canary", CANARY, "--release", lease.out().strip())
                        .exit())
                .isZero();

        done(run("restart", CANARY, "--reason", "menu fixed"), "restart followed; now BAKING");
        awaitState(RolloutState.BAKING, "5");

        done(
                run("promote", CANARY, "--reason", "agreed"),
                "promote followed; now PROMOTED, 100 % wanted, 5 % still in force");
        awaitState(RolloutState.PROMOTED, "100");
        await().atMost(PATIENCE).until(() -> alerts("PROMOTE") == 1);
        assertThat(alerts("ROLLBACK")).isEqualTo(1);

        List<JsonNode> entries = history();
        assertThat(entries.stream()
                        .limit(entries.size() - earlier)
                        .filter(entry -> !entry.path("kind").asString().equals("verdict"))
                        .map(entry -> entry.path("kind").asString() + " "
                                + entry.path("what").asString()))
                .containsExactly(
                        "order promote",
                        "order restart",
                        "order release",
                        "refused restart",
                        "order lease",
                        "order abort",
                        "order resume",
                        "refused start",
                        "order pause",
                        "order start");
        assertThat(run("history", CANARY).out()).contains("by robin: holiday traffic", "by kim: new menu");
        assertThat(run("status", CANARY).out())
                .contains("PROMOTED, 100 %", "stable v1", "canary v2", "begins it again");
        assertThat(run("explain", CANARY).exit()).isZero();
    }

    private static void done(Cli cli, String told) {
        assertThat(cli.exit()).as(cli.err()).isZero();
        assertThat(cli.out()).contains(told);
    }

    private List<JsonNode> history() {
        Cli cli = run("history", CANARY, "--limit", "500", "--output", "json");
        assertThat(cli.exit()).as(cli.err()).isZero();
        List<JsonNode> entries = new ArrayList<>();
        Messages.json().readTree(cli.out()).path("entries").forEach(entries::add);
        return entries;
    }

    private long alerts(String verdict) {
        return stack.aws().alerts().stream()
                .map(SentAlert::subject)
                .filter(subject -> subject.contains(verdict))
                .count();
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

    private Cli run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!arguments[0].equals("policy") || !arguments[1].equals("validate")) {
            all.addAll(List.of("--server", "http://127.0.0.1:" + stack.port()));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commands = LocalFlowCanary.commandLine();
        commands.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Cli(commands.execute(all.toArray(String[]::new)), out.toString(), err.toString());
    }

    private record Cli(int exit, String out, String err) {}
}
