package io.flowcanary.cli;

import io.flowcanary.settings.Environment;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where Kafka is, for commands that speak to it. */
final class KafkaOptions {
    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:KAFKA_BOOTSTRAP_SERVERS:-localhost:9092}",
            description = "One or more brokers. Default: ${DEFAULT-VALUE}; security from KAFKA_CLIENT_* variables.")
    private String bootstrapServers;

    Map<String, Object> client() {
        Map<String, Object> config = new HashMap<>(new Environment(System.getenv()).dotted("KAFKA_CLIENT_"));
        config.put("bootstrap.servers", bootstrapServers);
        return config;
    }
}
