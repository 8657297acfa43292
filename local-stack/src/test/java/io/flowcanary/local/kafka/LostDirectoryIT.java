package io.flowcanary.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.local.process.NoHalt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that loses its directory wants to halt its JVM, in which other tests are still to run. */
class LostDirectoryIT {
    @TempDir
    Path directory;

    @Test
    void doesNotEndTheJvmOfTheTestsToCome() throws IOException {
        int before = NoHalt.refused();
        try (LocalKafka kafka = LocalKafka.start(directory.resolve("kafka"));
                Admin admin = kafka.admin()) {
            // It goes on writing meanwhile.
            await().ignoreExceptions().until(() -> {
                delete(directory.resolve("kafka"));
                return true;
            });

            admin.createTopics(List.of(new NewTopic("needs-a-directory", 1, (short) 1)));

            await().atMost(Duration.ofMinutes(2)).until(() -> NoHalt.refused() > before);
        }
        assertThat(directory).exists();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
