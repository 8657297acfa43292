package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.act.ActSettings;
import io.flowcanary.client.CanaryClient;
import io.flowcanary.client.ServerSettings;
import io.flowcanary.doctor.AwsDoctor;
import io.flowcanary.doctor.Finding;
import io.flowcanary.doctor.Finding.Level;
import io.flowcanary.doctor.KafkaDoctor;
import io.flowcanary.doctor.ServiceDoctor;
import io.flowcanary.local.aws.LocalAwsSetup;
import io.flowcanary.local.demo.LocalStack;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds in a real installation, whole and broken. */
class DoctorIT {
    @TempDir
    Path directory;

    private LocalStack stack;

    @BeforeEach
    void start() {
        stack = LocalStack.start(directory, 0, Clock.systemUTC(), Map.of());
        await().atMost(Duration.ofSeconds(60)).until(new Service(stack.port())::ready);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void findsWhatIsWellAndWhatIsNot() {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()))) {
            List<Finding> kafka = new KafkaDoctor(admin, stack.kafka().bootstrapServers(), "flow-canary").findings();
            assertThat(kafka).extracting(Finding::level).as(kafka.toString()).containsOnly(Level.OK);
            assertThat(kafka)
                    .extracting(Finding::what)
                    .containsExactly("Kafka", "topics", "permissions", "groups", "transactions");

            admin.deleteTopics(List.of("canary.intents"));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(new KafkaDoctor(admin, "it", "flow-canary").findings())
                            .anySatisfy(finding -> {
                                assertThat(finding.level()).isEqualTo(Level.FAIL);
                                assertThat(finding.how()).contains("canary.intents: topic is missing");
                                assertThat(finding.todo()).contains("flow-canary topics apply");
                            }));
        }

        List<Finding> whole = aws(LocalAwsSetup.PARAMETER);
        assertThat(whole).extracting(Finding::level).as(whole.toString()).containsExactly(Level.OK, Level.OK);
        assertThat(aws("/no/such"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.how()).contains("/no/such does not exist"));
        stack.aws().faults().deny("GetParameter");
        assertThat(aws(LocalAwsSetup.PARAMETER)).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.FAIL);
            assertThat(finding.how()).contains("not allowed", "ssm:GetParameter");
        });

        CanaryClient client = new CanaryClient(
                new ServerSettings(URI.create("http://127.0.0.1:" + stack.port() + "/"), null), waiting -> {});
        assertThat(new ServiceDoctor(client).findings())
                .extracting(Finding::what)
                .containsExactly("service", "events");
    }

    private List<Finding> aws(String parameter) {
        ActSettings settings =
                new ActSettings("unused", Map.of(), stack.aws().endpoint(), LocalStack.REGION, null, null, null, null);
        return new AwsDoctor(settings, Clock.systemUTC()).findings(new TreeSet<>(List.of(parameter)), List.of());
    }
}
