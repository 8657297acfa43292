package io.flowcanary.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.assemble.AssembleSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CanaryTopologyTest {
    /** Names of nodes, stores and topics are an upgrade contract: whoever changes this file plans a migration. */
    @Test
    void isTheOneInTheGoldenFile() throws IOException {
        TopologySettings settings = new TopologySettings(
                AssembleSettings.DEFAULTS, 12, Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofDays(7));
        String found =
                CanaryTopology.build(settings, Clock.systemUTC()).describe().toString();

        try (InputStream golden = getClass().getResourceAsStream("/topology.txt")) {
            assertThat(found).isEqualToIgnoringNewLines(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
