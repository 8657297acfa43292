package io.flowcanary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.query.CanaryList;
import io.flowcanary.query.SourceStatus;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
    private final FakeService service = new FakeService();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void eachFindingSaysHowItIsAndAFailureWhatToDo() {
        service.says("/health/ready", 200, "{\"ready\":true,\"parts\":{\"streams\":\"RUNNING\"}}")
                .says("/api/v1/canaries", new CanaryList(List.of(), new TreeSet<>(), new TreeSet<>()))
                .says(
                        "/api/v1/source",
                        new SourceStatus(Told.TEN, Duration.ofMinutes(10), false, 4L, null, 12, 12, new TreeMap<>()));

        Cli doctor = service.run("doctor", "--bootstrap-servers", "no port");

        assertThat(doctor.exit()).isEqualTo(1);
        assertThat(doctor.out())
                .contains("ok    service: " + service.url() + " is ready (streams: RUNNING)")
                .contains("warn  events: counted up to 2026-01-15T10:00:00Z, 600 s ago; 4 records wait")
                .contains("-> the service is behind")
                .contains("fail  Kafka: its client cannot start: ")
                .contains("-> correct --bootstrap-servers")
                .contains("ok    settings: can be used");
    }

    @Test
    void aServiceThatIsAwayIsAFailureAmongOthers() {
        service.close();

        Cli doctor = service.run("doctor", "--bootstrap-servers", "no port");

        assertThat(doctor.exit()).isEqualTo(1);
        assertThat(doctor.out()).contains("fail  service: ", "-> start it with flow-canary streams");
    }
}
