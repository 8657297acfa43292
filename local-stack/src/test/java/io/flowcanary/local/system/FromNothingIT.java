package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.flowcanary.bridge.BridgeService;
import io.flowcanary.bridge.BridgeSettings;
import io.flowcanary.local.centre.Branch;
import io.flowcanary.local.centre.CentreSettings;
import io.flowcanary.local.centre.ContactCentre;
import io.flowcanary.local.centre.Noise;
import io.flowcanary.local.centre.Scenario;
import io.flowcanary.local.clock.ScaledClock;
import io.flowcanary.local.gate.GateFunction;
import io.flowcanary.local.gate.LambdaGate;
import io.flowcanary.local.kafka.LocalKafka;
import io.flowcanary.local.tool.Needs;
import io.flowcanary.local.tool.Tool;
import io.flowcanary.query.CanaryTallies;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import io.flowcanary.streams.StreamsService;
import io.flowcanary.streams.StreamsSettings;
import io.flowcanary.tally.VersionTally;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From nothing to the end of a rollout: what setup makes and says is all that the services are given; the function behind the flow's
 * gate decides every call; the calls' events go in at Genesys' bus, and the verdict moves the share that the function reads.
 */
@Needs(Tool.NODE)
class FromNothingIT {
    private static final Instant MORNING = Instant.parse("2026-01-15T10:00:00Z");
    private static final double SPEED = 30;
    private static final double CALLS_PER_HOUR = 10_000;
    private static final int CALLS = 2_000;
    private static final String CANARY = GateFunction.CANARY;
    private static final Duration CACHE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    @TempDir
    Path directory;

    private final ScaledClock clock = new ScaledClock(MORNING, SPEED);

    @AutoClose
    private AnAccount account;

    @AutoClose
    private LocalKafka kafka;

    @BeforeEach
    void open() {
        account = new AnAccount();
        kafka = LocalKafka.start(directory.resolve("kafka"));
    }

    @Test
    void aCanaryIsPromotedByTheCallsThatTheGatesFunctionSentToIt() throws InterruptedException {
        account.apply(AnAccount.toAQueue());
        account.aws.run(GateFunction.here().on(account.aws.endpoint(), AnAccount.PARAMETER, CACHE));
        try (StreamsService streams = StreamsService.start(StreamsSettings.from(variables("streams")), clock);
                BridgeService bridge = BridgeService.start(BridgeSettings.from(variables("bridge")), clock);
                LambdaGate function = new LambdaGate(account.aws.endpoint())) {
            Service api = new Service(streams.port());
            await().atMost(PATIENCE).until(api::ready);
            await().atMost(PATIENCE).until(() -> new Service(bridge.port()).ready());
            WatchedGate gate = new WatchedGate(function, this::share, CACHE.multipliedBy(2));
            CentreSettings settings = CentreSettings.of(Scenario.HEALTHY)
                    .withCallsPerHour(CALLS_PER_HOUR)
                    .withNoise(Noise.none());
            try (ContactCentre centre = new ContactCentre(
                    settings, clock, gate, envelope -> account.aws.putOnBus(AnAccount.SOURCE, envelope))) {
                Thread calls = new Thread(centre, "contact-centre");
                calls.start();

                await().atMost(PATIENCE).until(() -> gate.calls() >= 300);
                // The same order, given again while the service does not answer in time, is done once.
                await().atMost(PATIENCE).until(() -> start(api) == 200);
                await().atMost(PATIENCE).until(() -> promoted(api));
                await().atMost(PATIENCE).until(() -> gate.settled(100) >= 300 && gate.calls() >= CALLS);
                long decided = gate.calls();
                account.aws.faults().deny("GetParameter");
                await().atMost(PATIENCE).until(() -> gate.fallbacksInARow() >= 300);
                account.aws.faults().clear();
                centre.stop(true);
                calls.join(PATIENCE.toMillis());

                assertThat(decided).isGreaterThanOrEqualTo(CALLS);
                assertThat(account.aws.parameterHistory(AnAccount.PARAMETER))
                        .extracting(version -> version.value())
                        .containsExactly("0", "20", "50", "100");
                assertThat(gate.shares()).containsExactly(0, 20, 50, 100);
                gate.shares().forEach(share -> assertFair(gate, share));
                await().atMost(PATIENCE).untilAsserted(() -> assertCounted(api, gate));
            }
        }
    }

    /** Five standard deviations: a fair gate misses once in 1.7 million times. At 0 and at 100 chance allows nothing. */
    private static void assertFair(WatchedGate gate, int share) {
        long all = gate.settled(share);
        double deviation = Math.sqrt(all * (share / 100.0) * (1 - share / 100.0));
        assertThat(all).as("calls at %s %%", share).isGreaterThan(50);
        assertThat((double) gate.settled(share, Branch.CANARY))
                .as("canary calls of %s at %s %%", all, share)
                .isCloseTo(all * share / 100.0, within(5 * deviation));
    }

    /** Every call that the function decided is counted under the version that it answered. */
    private static void assertCounted(Service api, WatchedGate gate) {
        CanaryTallies tallies = api.tallies(CANARY).orElseThrow();
        for (Branch branch : List.of(Branch.STABLE, Branch.CANARY, Branch.FALLBACK)) {
            VersionTally tally = tallies.versions().get(branch.version().orElseThrow());
            assertThat(tally == null ? 0 : tally.started())
                    .as(branch.toString())
                    .isEqualTo(gate.all(branch));
        }
    }

    private int share() {
        return Integer.parseInt(
                account.aws.parameter(AnAccount.PARAMETER).orElseThrow().value());
    }

    private static boolean promoted(Service api) {
        return api.rollout(CANARY)
                .filter(rollout -> rollout.state() == RolloutState.PROMOTED)
                .map(Rollout::confirmedAt)
                .isPresent();
    }

    private int start(Service api) {
        String policy = String.join(
                "\n",
                "canary: " + CANARY,
                String.join("\n", account.setup.settings(AnAccount.toAQueue()).get("policy")),
                "steps: [20, 50, 100]",
                "bake: 2m",
                "guardrails: [{metric: errorRate, margin: 20, maturity: 1m}]");
        String body =
                Messages.json().writeValueAsString(Map.of("policy", policy, "reason", "from nothing", "actor", "kim"));
        return api.post("/api/v1/canaries/" + CANARY + "/start", body, "Idempotency-Key", "from-nothing")
                .statusCode();
    }

    /** A service's settings: the lines that setup prints for it, and where the test's own broker and account are. */
    private Map<String, String> variables(String service) {
        Map<String, String> variables = new HashMap<>(Map.ofEntries(
                Map.entry("AWS_ENDPOINT_URL", account.aws.endpoint().toString()),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()),
                Map.entry("BRIDGE_HTTP_HOST", "127.0.0.1"),
                Map.entry("BRIDGE_HTTP_PORT", "0"),
                Map.entry("SQS_WAIT_SECONDS", "1"),
                Map.entry("SQS_RECEIVERS", "4"),
                Map.entry("STREAMS_HTTP_PORT", "0"),
                Map.entry("STREAMS_STATE_DIR", directory.resolve("state").toString()),
                Map.entry("STREAMS_COMMIT_INTERVAL", "500ms"),
                Map.entry("STREAMS_STALE_AFTER", "30m"),
                Map.entry("SSM_READ_INTERVAL", "500ms"),
                Map.entry("ACCESS_DEVELOPMENT", "true")));
        List<String> printed = account.setup.settings(AnAccount.toAQueue()).get(service);
        printed.forEach(
                line -> variables.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return variables;
    }
}
