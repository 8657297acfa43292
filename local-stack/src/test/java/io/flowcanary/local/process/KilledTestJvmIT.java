package io.flowcanary.local.process;

import io.flowcanary.local.aws.LocalAws;
import io.flowcanary.local.kafka.LocalKafka;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the child is a shell")
class KilledTestJvmIT {
    @TempDir
    Path directory;

    @Test
    void leavesNoBrokerNoEndpointNoChildAndNoGrandchild() throws Exception {
        KilledJvm.leavesNothing(ATest.class, directory, 3);
    }

    static final class ATest {
        public static void main(String... directory) throws Exception {
            LocalKafka kafka = LocalKafka.start(Path.of(directory[0], "kafka"));
            LocalAws aws = LocalAws.start("127.0.0.1", 0, Clock.systemUTC());
            ChildProcess.start(new ProcessBuilder("sh", "-c", "sleep 600 & wait"));
            KilledJvm.ready(
                    directory[0],
                    URI.create("kafka://" + kafka.bootstrapServers()).getPort(),
                    aws.endpoint().getPort());
        }
    }
}
