package io.flowcanary.local.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.local.commands.ShownBlocks;
import io.flowcanary.local.kafka.LocalKafka;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each service's jar, by itself, finds credentials and a region in each of the usual places, and says when it finds none. */
class AwsWaysIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int TRIES = 4;
    private static final String BRIDGE = "ingest-bridge";
    private static final String STREAMS = "streams-app";
    private static final String[] DOCTOR = {"doctor", "--parameter", "/p", "--server", "http://127.0.0.1:1"};
    private static final String ROLE = "arn:aws:iam::123456789012:role/flow-canary";

    private static LocalKafka kafka;

    @TempDir
    private static Path home;

    private AwsDoors doors;

    @BeforeAll
    static void prepare() throws Exception {
        kafka = LocalKafka.start(home.resolve("kafka"));
        Path process = Files.writeString(home.resolve("keys"), """
                #!/bin/sh
                echo '{"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"s"}'
                """);
        assertThat(process.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("web-token"), "the-token");
        Files.writeString(home.resolve("container-token"), "container-token");
        Files.writeString(home.resolve("credentials"), """
                [default]
                aws_access_key_id = AKIASHARED
                aws_secret_access_key = s
                """);
        Files.writeString(home.resolve("config"), """
                [default]
                region = eu-west-1
                [profile assumed]
                role_arn = %s
                source_profile = default
                region = eu-west-2
                [profile process]
                credential_process = %s
                region = eu-west-3
                [profile sso]
                sso_session = fresh
                sso_account_id = 123456789012
                sso_role_name = operator
                region = eu-north-1
                [profile stale]
                sso_session = expired
                sso_account_id = 123456789012
                sso_role_name = operator
                region = eu-north-1
                [sso-session fresh]
                sso_region = eu-north-1
                sso_start_url = https://example.awsapps.com/start
                [sso-session expired]
                sso_region = eu-north-1
                sso_start_url = https://example.awsapps.com/start
                """.formatted(ROLE, process));
        ssoToken("fresh", "2099-01-01T00:00:00Z");
        try (AwsDoors doors = new AwsDoors()) {
            Map<String, String> variables = variables(doors, Map.of("AWS_REGION", "eu-central-1"));
            ClassArchive.make(BRIDGE, home, variables, () -> !doors.callers.isEmpty());
            ClassArchive.make(STREAMS, home, variables, () -> false, DOCTOR);
        }
    }

    /** As aws sso login leaves it. */
    private static void ssoToken(String session, String expiry) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-1").digest(session.getBytes(StandardCharsets.UTF_8));
        Path cache = Files.createDirectories(home.resolve(".aws/sso/cache"));
        Files.writeString(
                cache.resolve(String.format("%040x.json", new BigInteger(1, hash))),
                "{\"startUrl\":\"https://example.awsapps.com/start\",\"region\":\"eu-north-1\",\"accessToken\":\"sso-token\","
                        + "\"expiresAt\":\"" + expiry + "\"}");
    }

    @AfterAll
    static void closeKafka() {
        kafka.close();
    }

    @BeforeEach
    void open() {
        doors = new AwsDoors();
    }

    @AfterEach
    void close() {
        doors.close();
    }

    /** Key id and region that a call has to carry, and the variables by which it comes to them. */
    private record Way(String caller, Map<String, String> variables) {}

    private List<Way> ways() {
        String none = home.resolve("none").toString();
        Map<String, String> noFiles = Map.of("AWS_CONFIG_FILE", none, "AWS_SHARED_CREDENTIALS_FILE", none);
        return List.of(
                new Way(
                        "AKIAENV eu-central-1",
                        Map.of(
                                "AWS_ACCESS_KEY_ID",
                                "AKIAENV",
                                "AWS_SECRET_ACCESS_KEY",
                                "s",
                                "AWS_REGION",
                                "eu-central-1")),
                new Way("AKIASHARED eu-west-1", Map.of()),
                new Way("ASIAROLE eu-west-2", Map.of("AWS_PROFILE", "assumed")),
                new Way("AKIAPROCESS eu-west-3", Map.of("AWS_PROFILE", "process")),
                new Way("ASIASSO eu-north-1", Map.of("AWS_PROFILE", "sso")),
                new Way(
                        "ASIAWEBIDENTITY ap-south-1",
                        Map.of(
                                "AWS_ROLE_ARN",
                                ROLE,
                                "AWS_WEB_IDENTITY_TOKEN_FILE",
                                home.resolve("web-token").toString(),
                                "AWS_DEFAULT_REGION",
                                "ap-south-1")),
                new Way(
                        "ASIACONTAINER us-east-1",
                        with(
                                noFiles,
                                Map.of(
                                        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                        doors.endpoint() + "/container",
                                        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                                        home.resolve("container-token").toString(),
                                        "AWS_REGION",
                                        "us-east-1"))),
                new Way(
                        "ASIATASK us-east-2",
                        with(
                                noFiles,
                                Map.of("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/task", "AWS_REGION", "us-east-2"))),
                new Way("ASIAINSTANCE eu-south-1", with(noFiles, Map.of("AWS_EC2_METADATA_DISABLED", "false"))));
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    private Map<String, String> variables(Map<String, String> more) {
        return variables(doors, more);
    }

    private static Map<String, String> variables(AwsDoors doors, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(doors.variables());
        all.putAll(Map.of(
                "PATH", System.getenv("PATH"),
                "HOME", home.toString(),
                "AWS_CONFIG_FILE", home.resolve("config").toString(),
                "AWS_SHARED_CREDENTIALS_FILE", home.resolve("credentials").toString(),
                "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "SQS_QUEUE_URL", doors.endpoint() + "/123456789012/events",
                "BRIDGE_HTTP_HOST", "127.0.0.1",
                "BRIDGE_HTTP_PORT", "0"));
        all.putAll(more);
        return all;
    }

    private ShippedJar start(String module, Map<String, String> more) {
        String[] arguments = module.equals(BRIDGE) ? new String[0] : DOCTOR;
        return ShippedJar.start(module, home, variables(more), arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {BRIDGE, STREAMS})
    void aCallCarriesTheCredentialsAndTheRegionOfEachWay(String module) {
        ways().parallelStream().forEach(way -> {
            String said = "";
            // On a busy machine doctor may give up before the answer comes: then it is asked again.
            for (int tries = 0; tries < TRIES && !doors.callers.contains(way.caller()); tries++) {
                try (ShippedJar jar = start(module, way.variables())) {
                    await(way.caller())
                            .atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(50))
                            .until(() -> doors.callers.contains(way.caller()) || !jar.runs());
                    said = jar.said();
                }
            }
            assertThat(doors.callers).as(said).contains(way.caller());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {BRIDGE, STREAMS})
    void anExpiredSsoSessionNamesTheLogin(String module) throws Exception {
        ssoToken("expired", "2020-01-01T00:00:00Z");
        try (ShippedJar jar = start(module, Map.of("AWS_PROFILE", "stale"))) {
            await().atMost(PATIENCE).until(() -> jar.said().contains("aws sso login") || !jar.runs());
            assertThat(jar.said())
                    .contains("the SSO session of profile 'stale' has expired", "aws sso login --profile stale");
            assertThat(doors.callers).isEmpty();
            if (module.equals(BRIDGE)) {
                // The login, while the bridge runs.
                ssoToken("expired", "2099-01-01T00:00:00Z");
                await().atMost(PATIENCE).until(() -> doors.callers.contains("ASIASSO eu-north-1"));
            }
        }
    }

    @Test
    void withoutARegionTheBridgeEndsAtOnce() throws Exception {
        try (ShippedJar jar = start(BRIDGE, Map.of("AWS_PROFILE", "nowhere"))) {
            assertThat(jar.exit()).as(jar.said()).isEqualTo(2);
            assertThat(ShownBlocks.missingIn(
                            jar.said().replace("'nowhere'", "'default'"), "docs/AWS_ACCESS.md: AWS_REGION"))
                    .as(jar.said())
                    .isEmpty();
        }
    }

    @Test
    void withoutARegionTheStreamsServiceEndsAtOnce() throws Exception {
        try (ShippedJar jar = ShippedJar.start(
                STREAMS,
                home,
                // No broker is there: what is missing is told before anything waits for one.
                variables(Map.of("AWS_PROFILE", "nowhere", "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")),
                "streams")) {
            assertThat(jar.exit()).as(jar.said()).isEqualTo(2);
            assertThat(jar.said()).contains("AWS_REGION is not set", "profile 'nowhere'");
        }
    }
}
