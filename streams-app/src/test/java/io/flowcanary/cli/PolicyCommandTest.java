package io.flowcanary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.RolloutState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
    private static final String APPLY = "/api/v1/canaries/main-ivr/policy";

    @TempDir
    private Path directory;

    private final FakeService service = new FakeService();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aValidPolicyIsToldByItsCanaryStepsAndJudge() throws IOException {
        Cli cli = Cli.run("policy", "validate", file("canary: main-ivr\nsteps: [5, 100]\n"));

        assertThat(cli.exit()).isZero();
        assertThat(cli.out()).contains("p.yaml: valid; canary main-ivr, steps [5, 100] %, judged by evidence");
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void anInvalidPolicyIsRefusedWithItsFileLineAndField() throws IOException {
        Cli cli = Cli.run("policy", "validate", file("canary: main-ivr\nsteps: [5, many]\n"));

        assertThat(cli.exit()).isEqualTo(2);
        assertThat(cli.err()).contains("p.yaml:2", "steps");
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void aPolicyIsAppliedToTheCanaryThatItNamesAsItIsWritten() throws IOException {
        service.says(APPLY, Told.answer("policy", RolloutState.BAKING, 5));
        String yaml = "# narrower\ncanary: main-ivr\nsteps: [5, 100]\n";

        Cli cli = service.run("policy", "apply", file(yaml), "--reason", "a narrower margin");

        assertThat(cli.exit()).isZero();
        assertThat(cli.out()).startsWith("main-ivr: policy followed");
        assertThat(service.posted()).singleElement().satisfies(asked -> {
            assertThat(asked.json().path("policy").asString()).isEqualTo(yaml);
            assertThat(asked.json().path("reason").asString()).isEqualTo("a narrower margin");
        });
    }

    @Test
    void anInvalidPolicyIsNotSent() throws IOException {
        Cli cli = service.run("policy", "apply", file("canary: main-ivr\nsteps: [5, many]\n"));

        assertThat(cli.exit()).isEqualTo(2);
        assertThat(cli.err()).contains("p.yaml:2", "steps");
        assertThat(service.asked()).isEmpty();
    }

    @Test
    void aCanaryThatTheServerDoesNotKnowIsToldInItsWords() throws IOException {
        service.refuses(APPLY, 404, "main-ivr has no rollout");

        Cli cli = service.run("policy", "apply", file("canary: main-ivr\n"));

        assertThat(cli.exit()).isOne();
        assertThat(cli.err()).contains("main-ivr has no rollout");
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsNamedWithTheWayToAnother() throws IOException {
        service.close();

        Cli cli = service.run("policy", "apply", file("canary: main-ivr\n"));

        assertThat(cli.exit()).isOne();
        assertThat(cli.err()).contains(service.url() + " does not answer", "--server or FLOW_CANARY_SERVER");
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("p.yaml"), yaml).toString();
    }
}
