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
    void the_broker_is_the_version_that_the_tests_run_against() {
        assertThat(kafka.image()).isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
    }

    @Test
    void the_broker_knows_every_setting() {
        assertThat(KafkaConfig.configDef().names()).containsAll(settings(kafka).keySet());
    }

    @Test
    void the_broker_accepts_its_settings_together() {
        assertThatCode(() -> KafkaConfig.fromProps(Utils.mkProperties(settings(kafka))))
                .doesNotThrowAnyException();
    }

    @Test
    void services_are_told_the_address_that_the_broker_tells_them() {
        assertThat(kafka.variable("KAFKA_ADVERTISED_LISTENERS")).contains("INTERNAL://kafka:19092");
        assertThat(ComposeFile.services())
                .filteredOn(service -> service.environment().containsKey("KAFKA_BOOTSTRAP_SERVERS"))
                .hasSize(3)
                .allSatisfy(service ->
                        assertThat(service.variable("KAFKA_BOOTSTRAP_SERVERS")).isEqualTo("kafka:19092"));
    }

    @Test
    void this_machine_is_told_the_port_that_is_published() {
        assertThat(kafka.variable("KAFKA_ADVERTISED_LISTENERS")).contains("EXTERNAL://localhost:9092");
        assertThat(kafka.list("ports")).containsExactly("127.0.0.1:9092:9092");
    }

    @Test
    void the_health_check_asks_where_the_services_do() {
        assertThat(kafka.healthCheck()).last().isEqualTo("localhost:19092");
    }

    @Test
    void records_are_kept_in_the_volume() {
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
