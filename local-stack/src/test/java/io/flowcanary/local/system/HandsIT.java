package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.cli.FlowCanary;
import io.flowcanary.local.aws.Faults;
import io.flowcanary.local.aws.LocalAwsSetup;
import io.flowcanary.local.commands.ShownBlocks;
import io.flowcanary.record.Command;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Hands on the parameter that are ours and come late, an AWS that does not do its part, and services that come back. */
class HandsIT {
    private static final String CANARY = "main-ivr";
    private static final int VERSIONS_KEPT = 100;

    @TempDir
    Path directory;

    @AutoClose
    private Bench bench;

    private Service streams;

    @BeforeEach
    void start() throws Exception {
        bench = new Bench(directory);
        serve();
        bench.start(Bench.policy(CANARY, 5, 50, 100), now());
        awaitConfirmed("5", RolloutState.BAKING);
    }

    @Test
    void aSuspendedPutThatLandsAfterAnAbortIsRepaired() throws Exception {
        faults().delay("PutParameter", Duration.ofSeconds(20));
        bench.send(new Command.Advance("advance", CANARY, now(), "kim", "on"));
        // Its client gives up after 3 s; the endpoint goes on with it after 20.
        await().atMost(Bench.PATIENCE).until(() -> streams.health().contains("no answer in time"));
        bench.send(new Command.Abort("abort", CANARY, now(), "kim", "no"));
        await().atMost(Bench.PATIENCE).until(() -> rollout().state() == RolloutState.ROLLED_BACK);
        faults().clear();
        awaitConfirmed("0", RolloutState.ROLLED_BACK);
        assertThat(bench.shares()).containsExactly("0", "5", "0");

        await().atMost(Bench.PATIENCE).until(() -> bench.shares().contains("50"));

        await().atMost(Bench.PATIENCE).until(() -> share().equals("0"));
        assertThat(rollout().state()).isEqualTo(RolloutState.ROLLED_BACK);
    }

    @Test
    void anAbortIsTriedUntilTheReadBackShowsZeroWhileAwsIsDownThrottlesAndDenies() throws Exception {
        anAbortComesThroughOnceAwsIsBack(faults -> {
            faults.failNext("PutParameter", 1_000);
            faults.failNext("GetParameter", 1_000);
            faults.failNext("GetParameterHistory", 1_000);
        });
        restart();
        anAbortComesThroughOnceAwsIsBack(faults -> faults.throttleNext("PutParameter", 1_000));
        restart();
        anAbortComesThroughOnceAwsIsBack(faults -> faults.deny("PutParameter"));
    }

    @Test
    void noAlertIsRepeatedByAServiceThatComesBack() throws Exception {
        bench.send(new Command.Pause("pause", CANARY, now(), "kim", "lunch"));
        await().atMost(Bench.PATIENCE).until(() -> bench.aws.alerts().size() == 1);

        serve();
        bench.send(new Command.Resume("resume", CANARY, now(), "kim", "back", false));
        await().atMost(Bench.PATIENCE)
                .until(() -> bench.aws.alerts().stream()
                        .anyMatch(alert -> alert.subject().contains("RESUMED")));

        assertThat(bench.aws.alerts())
                .extracting(alert -> alert.subject())
                .containsExactly(
                        "[notice] flow-canary PAUSED main-ivr: paused",
                        "[notice] flow-canary RESUMED main-ivr: ordered");
    }

    @Test
    void aRollbackThatSsmRefusesIsSaidToBeNotInForceEverywhereAndToldOnceAndOnceMoreWhenItHolds() throws Exception {
        aHundredVersionsTheOldestLabelled();
        bench.send(new Command.Abort("abort", CANARY, now(), "kim", "looks bad"));
        await().atMost(Bench.PATIENCE).until(() -> rollout().state() == RolloutState.ROLLED_BACK);
        assertThat(said(0, "status", CANARY)).contains("going back: 0 % wanted, 5 % still in force");

        await().atMost(Bench.PATIENCE).until(() -> rollout().notInForce() != null);

        assertThat(rollout().notInForce().held()).isEqualTo("5");
        assertThat(rollout().notInForce().cause()).isEqualTo("too-many-versions");
        String sentence =
                "0 % wanted; SSM still holds 5 %: refused, the parameter has 100 versions and the oldest carries"
                        + " a label (ParameterMaxVersionLimitExceeded";
        assertThat(said(0, "status", CANARY)).contains(sentence, "remove the label");
        assertThat(ShownBlocks.missingIn(printed(0, "status", CANARY), "docs/OPERATIONS.md: main-ivr"))
                .isEmpty();
        assertThat(said(0, "explain", CANARY)).contains(sentence, "What you can do: remove the label");
        assertThat(said(5, "wait", CANARY, "--timeout", "1s")).contains(CANARY + " is still undecided: ", sentence);
        assertThat(said(1, "gate", "--canary", CANARY)).contains("the last rollout's share is not in force");
        String page = "[page] flow-canary NOT IN FORCE main-ivr: 0 % wanted; SSM still holds 5 %";
        await().atMost(Bench.PATIENCE).until(() -> alerts().contains(page));

        serve();
        unlabel();
        awaitConfirmed("0", RolloutState.ROLLED_BACK);

        assertThat(said(3, "wait", CANARY)).contains(CANARY + " is rolled back: ");
        assertThat(said(0, "explain", CANARY)).doesNotContain("Not in force");
        assertThat(said(0, "gate", "--canary", CANARY)).contains("open");
        assertThat(said(0, "history", CANARY)).contains("NOT_IN_FORCE", "IN_FORCE", "ROLLBACK ABORTED");
        await().atMost(Bench.PATIENCE).until(() -> alerts().size() == 3);
        assertThat(alerts())
                .containsExactly(
                        "[page] flow-canary ROLLBACK main-ivr: aborted",
                        page,
                        "[page] flow-canary IN FORCE main-ivr: SSM holds 0 %");
        assertThat(bench.aws.alerts())
                .as("in a region that is not the service's")
                .allSatisfy(alert -> assertThat(alert.topicArn()).isEqualTo(Bench.TOPIC));
    }

    /** As SSM is after a hundred writes, where somebody once labelled the version that is now the oldest: no write goes in. */
    private void aHundredVersionsTheOldestLabelled() {
        try (SsmClient ssm = ssm()) {
            while (bench.shares().size() < VERSIONS_KEPT) {
                ssm.putParameter(
                        put -> put.name(LocalAwsSetup.PARAMETER).value("5").overwrite(true));
            }
            ssm.labelParameterVersion(version ->
                    version.name(LocalAwsSetup.PARAMETER).parameterVersion(1L).labels("first"));
        }
    }

    private void unlabel() {
        try (SsmClient ssm = ssm()) {
            ssm.unlabelParameterVersion(version ->
                    version.name(LocalAwsSetup.PARAMETER).parameterVersion(1L).labels("first"));
        }
    }

    private SsmClient ssm() {
        return SsmClient.builder()
                .endpointOverride(bench.aws.endpoint())
                .region(Region.of("eu-central-1"))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** What a command says, on one line, once it ends as it should. */
    /** Without the lines' ends, so that a sentence is found wherever it was wrapped. */
    private String said(int exit, String... arguments) {
        return printed(exit, arguments).replaceAll("\\s+", " ");
    }

    private String printed(int exit, String... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter lines = new PrintWriter(text, true);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", "http://127.0.0.1:" + streams.port()));
        assertThat(FlowCanary.commandLine().setOut(lines).setErr(lines).execute(all.toArray(String[]::new)))
                .as(text.toString())
                .isEqualTo(exit);
        return text.toString();
    }

    private List<String> alerts() {
        return bench.aws.alerts().stream().map(alert -> alert.subject()).toList();
    }

    private void anAbortComesThroughOnceAwsIsBack(Consumer<Faults> fault) throws Exception {
        fault.accept(faults());
        bench.send(new Command.Abort("abort-" + rollout().epoch(), CANARY, now(), "kim", "looks bad"));
        await().atMost(Bench.PATIENCE)
                .until(() -> rollout().state() == RolloutState.ROLLED_BACK
                        && streams.health().contains("(since "));
        assertThat(share()).isEqualTo("5");
        assertThat(rollout().confirmedAt()).isNull();

        faults().clear();

        awaitConfirmed("0", RolloutState.ROLLED_BACK);
    }

    private void restart() throws Exception {
        bench.send(new Command.Restart("restart-" + rollout().epoch(), CANARY, now(), "kim", "again"));
        awaitConfirmed("5", RolloutState.BAKING);
    }

    private void serve() {
        streams = bench.serve(Clock.systemUTC(), Map.of("SSM_READ_INTERVAL", "500ms"));
    }

    private void awaitConfirmed(String share, RolloutState state) {
        await().atMost(Bench.PATIENCE)
                .until(() -> share().equals(share)
                        && streams.rollout(CANARY)
                                .filter(rollout -> rollout.state() == state && rollout.confirmedAt() != null)
                                .isPresent());
    }

    private Rollout rollout() {
        return await().atMost(Bench.PATIENCE)
                .until(() -> streams.rollout(CANARY).orElse(null), now -> now != null);
    }

    private String share() {
        List<String> shares = bench.shares();
        return shares.get(shares.size() - 1);
    }

    private Faults faults() {
        return bench.aws.faults();
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
