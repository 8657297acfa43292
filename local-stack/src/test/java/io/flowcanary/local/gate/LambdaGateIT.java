package io.flowcanary.local.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flowcanary.local.aws.LocalAws;
import io.flowcanary.local.aws.LocalAwsSetup;
import io.flowcanary.local.centre.Branch;
import io.flowcanary.local.tool.Needs;
import io.flowcanary.local.tool.Tool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The flow's gate end to end: Invoke, the function in its own process, SSM. */
@Needs(Tool.NODE)
class LambdaGateIT {
    private static final Instant START = Instant.parse("2026-01-15T10:00:00Z");
    private static final int CALLS = 500;
    private static final Duration CACHE = Duration.ofMillis(200);

    @AutoClose
    private LocalAws aws;

    @AutoClose
    private SsmClient ssm;

    @AutoClose
    private LambdaGate gate;

    @BeforeEach
    void start() {
        aws = LocalAws.start("127.0.0.1", 0, Clock.systemUTC());
        LocalAwsSetup.on(aws.endpoint(), "eu-central-1");
        aws.run(GateFunction.here().on(aws.endpoint(), LocalAwsSetup.PARAMETER, CACHE));
        gate = new LambdaGate(aws.endpoint());
        ssm = SsmClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @Test
    void theShareOfCanaryCallsIsTheParametersAsFarAsChanceAllows() {
        for (int share : new int[] {5, 50}) {
            set(share);
            Map<Branch, Integer> taken = calls(CALLS);

            // Five standard deviations: a fair gate misses once in 1.7 million times.
            double deviation = Math.sqrt(CALLS * share / 100.0 * (1 - share / 100.0));
            assertThat((double) taken.get(Branch.CANARY)).isCloseTo(CALLS * share / 100.0, within(5 * deviation));
            assertThat(taken.get(Branch.FALLBACK)).isZero();
        }
        assertThat(aws.processesOf(GateFunction.NAME)).isEqualTo(1);
    }

    @Test
    void aRollbackIsObeyedWithinTheCacheTimeAndAnAdvanceToo() {
        set(100);
        assertThat(calls(100).get(Branch.CANARY)).isEqualTo(100);
        set(0);
        assertThat(calls(200).get(Branch.STABLE)).isEqualTo(200);
        set(100);
        assertThat(calls(100).get(Branch.CANARY)).isEqualTo(100);
    }

    @Test
    void everyCallerGetsStableAndIsMarkedFallbackWhileSsmFails() {
        set(100);
        aws.faults().deny("GetParameter");
        awaitCacheTime();
        assertThat(calls(100).get(Branch.FALLBACK)).isEqualTo(100);

        aws.faults().clear();
        assertThat(calls(100).get(Branch.CANARY)).isEqualTo(100);
    }

    @Test
    void aParameterThatIsNoShareFallsBack() {
        set(100);
        ssm.putParameter(p -> p.name(LocalAwsSetup.PARAMETER).value("abc").overwrite(true));
        awaitCacheTime();
        assertThat(calls(50).get(Branch.FALLBACK)).isEqualTo(50);
    }

    @Test
    void callersFallBackWhileLambdaItselfFails() {
        set(100);
        aws.faults().deny("Invoke");
        assertThat(calls(20).get(Branch.FALLBACK)).isEqualTo(20);
    }

    private void set(int share) {
        ssm.putParameter(p ->
                p.name(LocalAwsSetup.PARAMETER).value(Integer.toString(share)).overwrite(true));
        awaitCacheTime();
    }

    /** The function's process has the machine's own time. */
    private static void awaitCacheTime() {
        Awaitility.await().pollDelay(CACHE.plusMillis(20)).until(() -> true);
    }

    private Map<Branch, Integer> calls(int calls) {
        Map<Branch, Integer> taken = new EnumMap<>(Branch.class);
        for (Branch branch : Branch.values()) {
            taken.put(branch, 0);
        }
        for (int call = 0; call < calls; call++) {
            taken.merge(gate.branch(call, 0, START), 1, Integer::sum);
        }
        return taken;
    }
}
