package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.local.aws.Faults;
import io.flowcanary.record.Command;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hands on the parameter that are ours and come late, an AWS that does not do its part, and services that come back. */
class HandsIT {
    private static final String CANARY = "main-ivr";

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
