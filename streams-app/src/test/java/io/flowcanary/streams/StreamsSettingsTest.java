package io.flowcanary.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {
    private static final Map<String, String> SECURE = Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", "broker:9093",
            "KAFKA_CLIENT_SECURITY_PROTOCOL", "SASL_SSL",
            "KAFKA_CLIENT_SASL_MECHANISM", "SCRAM-SHA-512",
            "KAFKA_CLIENT_SASL_JAAS_CONFIG", "org.example.Login required password=\"x_y\";",
            "KAFKA_CLIENT_SSL_TRUSTSTORE_LOCATION", "/etc/kafka/trust.jks");

    private static final Map<String, String> AS_KAFKA_NAMES_THEM = Map.of(
            "bootstrap.servers", "broker:9093",
            "security.protocol", "SASL_SSL",
            "sasl.mechanism", "SCRAM-SHA-512",
            "sasl.jaas.config", "org.example.Login required password=\"x_y\";",
            "ssl.truststore.location", "/etc/kafka/trust.jks");

    @Test
    void whatSecuresKafkaReachesTheStreamTheEffectsAndTheAdmin() {
        StreamsSettings settings = StreamsSettings.from(SECURE);

        assertThat(settings.kafka()).isEqualTo(AS_KAFKA_NAMES_THEM);
        assertThat(settings.streams()).containsAllEntriesOf(AS_KAFKA_NAMES_THEM);
        assertThat(settings.act().kafka()).containsAllEntriesOf(AS_KAFKA_NAMES_THEM);
    }
}
