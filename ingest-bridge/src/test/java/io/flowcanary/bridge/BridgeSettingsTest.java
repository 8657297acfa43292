package io.flowcanary.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.settings.InvalidSettingException;
import io.flowcanary.settings.Secret;
import io.flowcanary.settings.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BridgeSettingsTest {
    private static final String QUEUE = "https://sqs.eu-central-1.amazonaws.com/123456789012/genesys";

    @Test
    void haveTheseDefaults() {
        BridgeSettings settings = BridgeSettings.from(Map.of("SQS_QUEUE_URL", QUEUE));

        assertThat(settings)
                .isEqualTo(new BridgeSettings(
                        BridgeSettings.SourceName.SQS,
                        new AttributeNames("canaryVersion", "canaryName"),
                        Duration.ofSeconds(5),
                        new ServerSettings("0.0.0.0", 8081),
                        new KafkaSettings("localhost:9092", Duration.ofMinutes(2), 1_000, Map.of()),
                        new SqsSettings(
                                QUEUE,
                                2,
                                2,
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(5),
                                new SqsSettings.Access(Optional.empty(), "", "", new Secret(""), new Secret(""))),
                        new HttpSettings(
                                "X-Api-Key",
                                new Secret(""),
                                new Secret(""),
                                1_048_576,
                                32,
                                Duration.ofSeconds(4),
                                Duration.ofMinutes(1)),
                        new FileSettings("-", 1_048_576)));
    }

    @Test
    void areReadFromTheVariablesOfTheTable() {
        Map<String, String> variables = new HashMap<>(Map.of(
                "BRIDGE_SOURCE", "http",
                "VERSION_ATTRIBUTE", "branch",
                "CANARY_ATTRIBUTE", "experiment",
                "BRIDGE_HEARTBEAT", "80ms",
                "BRIDGE_HTTP_HOST", "127.0.0.1",
                "BRIDGE_HTTP_PORT", "0",
                "KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
                "BRIDGE_DELIVERY_TIMEOUT", "30s",
                "BRIDGE_MAX_IN_FLIGHT", "5",
                "KAFKA_CLIENT_SECURITY_PROTOCOL", "SASL_SSL"));
        variables.putAll(Map.of(
                "SQS_WAIT_SECONDS", "20",
                "SQS_RECEIVERS", "4",
                "SQS_VISIBILITY_TIMEOUT", "1m",
                "SQS_DRAIN_MARGIN", "10ms",
                "AWS_ENDPOINT_URL", "http://localhost:4566",
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "key",
                "AWS_SESSION_TOKEN", "token"));
        variables.putAll(Map.of(
                "BRIDGE_API_KEY", "sesame",
                "BRIDGE_API_KEY_NEXT", "next",
                "BRIDGE_API_KEY_HEADER", "X-Key",
                "BRIDGE_HTTP_MAX_BODY", "10",
                "BRIDGE_HTTP_MAX_REQUESTS", "3",
                "BRIDGE_HTTP_ACK_TIMEOUT", "3s",
                "BRIDGE_HTTP_SILENCE", "1h",
                "BRIDGE_FILE", "events.ndjson.gz",
                "BRIDGE_FILE_LONGEST_LINE", "99",
                "LOG_FORMAT", "json"));

        assertThat(BridgeSettings.from(variables))
                .isEqualTo(new BridgeSettings(
                        BridgeSettings.SourceName.HTTP,
                        new AttributeNames("branch", "experiment"),
                        Duration.ofMillis(80),
                        new ServerSettings("127.0.0.1", 0),
                        new KafkaSettings(
                                "broker:9092", Duration.ofSeconds(30), 5, Map.of("security.protocol", "SASL_SSL")),
                        new SqsSettings(
                                "",
                                20,
                                4,
                                Duration.ofMinutes(1),
                                Duration.ofMillis(10),
                                new SqsSettings.Access(
                                        Optional.of(URI.create("http://localhost:4566")),
                                        "eu-central-1",
                                        "id",
                                        new Secret("key"),
                                        new Secret("token"))),
                        new HttpSettings(
                                "X-Key",
                                new Secret("sesame"),
                                new Secret("next"),
                                10,
                                3,
                                Duration.ofSeconds(3),
                                Duration.ofHours(1)),
                        new FileSettings("events.ndjson.gz", 99)));
        assertThat(BridgeSettings.table())
                .extracting(Setting::name)
                .doesNotHaveDuplicates()
                .containsAll(variables.keySet().stream()
                        .filter(name -> !name.startsWith("KAFKA_CLIENT_"))
                        .toList())
                .contains("SQS_QUEUE_URL", "KAFKA_CLIENT_*")
                .hasSize(variables.size() + 1);
    }

    @Test
    void showNoSecretAsText() {
        BridgeSettings settings = BridgeSettings.from(Map.of(
                "BRIDGE_SOURCE", "http",
                "BRIDGE_API_KEY", "sesame",
                "AWS_SECRET_ACCESS_KEY", "sesame",
                "KAFKA_CLIENT_SASL_JAAS_CONFIG", "password=sesame"));

        assertThat(settings.toString()).doesNotContain("sesame");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BRIDGE_SOURCE | kafka | BRIDGE_SOURCE is 'kafka'; allowed: file, http, sqs",
                "BRIDGE_SOURCE | http | BRIDGE_API_KEY is not set",
                "SQS_QUEUE_URL | '' | SQS_QUEUE_URL is not set",
                "BRIDGE_HTTP_PORT | 70000 | BRIDGE_HTTP_PORT is '70000'; allowed: a whole number from 0 to 65535",
                "SQS_WAIT_SECONDS | 0 | SQS_WAIT_SECONDS is '0'; allowed: a whole number from 1 to 20",
                "BRIDGE_HEARTBEAT | 5 | BRIDGE_HEARTBEAT is '5'; allowed: a duration such as 250ms",
                "AWS_ENDPOINT_URL | localhost | AWS_ENDPOINT_URL is 'localhost'; allowed: an http or https URL",
                "CANARY_ATTRIBUTE | canaryVersion | CANARY_ATTRIBUTE is 'canaryVersion'; allowed: another attribute",
                "LOG_FORMAT | xml | LOG_FORMAT is 'xml'; allowed: json, text"
            })
    void nameTheVariableItsValueAndWhatIsAllowed(String name, String value, String message) {
        Map<String, String> variables = new HashMap<>(Map.of("SQS_QUEUE_URL", QUEUE));
        variables.put(name, value);

        assertThatThrownBy(() -> BridgeSettings.from(variables))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(message);
    }

    @Test
    void neverLetClientSettingsWeakenDelivery() {
        KafkaSettings settings = new KafkaSettings(
                "b:9092",
                Duration.ofMinutes(2),
                10,
                Map.of("acks", "0", "enable.idempotence", "false", "linger.ms", "20"));

        assertThat(settings.producer(Duration.ofSeconds(4)))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("linger.ms", "20")
                .containsEntry("max.block.ms", 4_000L)
                .containsEntry("compression.type", "zstd");
    }
}
