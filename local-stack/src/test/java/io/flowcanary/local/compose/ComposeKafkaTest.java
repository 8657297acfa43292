package io.flowcanary.local.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class ComposeKafkaTest {
    /** What the image's scripts read themselves and keep out of the broker's configuration. */
    private static final String HEAP = "KAFKA_HEAP_OPTS";

    private final ComposeService kafka = ComposeFile.service("kafka");

    @Test
    void theBrokerIsTheVersionThatTheTestsRunAgainst() {
        assertThat(kafka.image()).isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
    }

    @Test
    void theBrokerKnowsEverySetting() {
        assertThat(KafkaConfig.configDef().names()).containsAll(settings(kafka).keySet());
    }

    @Test
    void theBrokerAcceptsItsSettingsTogether() {
        // As in its image: in Turkish Kafka cannot read its own defaults.
        Locale.setDefault(Locale.ROOT);
        assertThatCode(() -> KafkaConfig.fromProps(Utils.mkProperties(settings(kafka))))
                .doesNotThrowAnyException();
    }

    @Test
    void servicesAreToldTheAddressThatTheBrokerTellsThem() {
        assertThat(kafka.variable("KAFKA_ADVERTISED_LISTENERS")).contains("INTERNAL://kafka:19092");
        assertThat(ComposeFile.services())
                .filteredOn(service -> service.environment().containsKey("KAFKA_BOOTSTRAP_SERVERS"))
                .hasSize(3)
                .allSatisfy(service ->
                        assertThat(service.variable("KAFKA_BOOTSTRAP_SERVERS")).isEqualTo("kafka:19092"));
    }

    @Test
    void thisMachineIsToldThePortThatIsPublished() {
        assertThat(kafka.variable("KAFKA_ADVERTISED_LISTENERS")).contains("EXTERNAL://localhost:9092");
        assertThat(kafka.list("ports")).containsExactly("127.0.0.1:9092:9092");
    }

    @Test
    void theHealthCheckAsksWhereTheServicesDo() {
        assertThat(kafka.healthCheck()).last().asString().contains("/dev/tcp/localhost/19092 ");
    }

    @Test
    void recordsAreKeptInTheVolume() {
        assertThat(kafka.list("volumes")).containsExactly("kafka-data:" + kafka.variable("KAFKA_LOG_DIRS"));
    }

    /** As the image translates variables: {@code KAFKA_LOG_DIRS} is {@code log.dirs}. */
    private static Map<String, String> settings(ComposeService kafka) {
        Map<String, String> settings = new HashMap<>();
        kafka.environment().forEach((variable, value) -> {
            if (!variable.equals(HEAP)) {
                assertThat(variable).startsWith("KAFKA_").doesNotContain("__");
                settings.put(
                        variable.substring("KAFKA_".length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        value);
            }
        });
        return settings;
    }
}
