package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.cli.FlowCanary;
import io.flowcanary.local.process.ChildProcess;
import io.flowcanary.record.Messages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.SnsClient;
import tools.jackson.databind.JsonNode;

/** The commands in a process of their own, with the variables that every AWS tool reads. */
class SetupCommandIT {
    private record Ran(int exit, String out, String err) {}

    @TempDir
    private Path directory;

    @AutoClose
    private AnAccount account;

    private final Map<String, String> variables = new TreeMap<>();

    @BeforeEach
    void open() {
        account = new AnAccount();
        variables.putAll(account.variables());
        variables.put("AWS_ACCESS_KEY_ID", "local");
        variables.put("AWS_SECRET_ACCESS_KEY", "local");
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        variables.put("AWS_CONFIG_FILE", "/dev/null");
        variables.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    }

    private Ran run(String typed, String... arguments) throws IOException, InterruptedException {
        Path in = Files.writeString(directory.resolve("in"), typed);
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(ChildProcess.java(FlowCanary.class, arguments))
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        try (ChildProcess process = ChildProcess.start(builder)) {
            return new Ran(
                    process.exitCode(Duration.ofMinutes(2)),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        }
    }

    @Test
    void aPlanAnApplyAndATeardownThatAsks() throws Exception {
        Ran plan = run("", "setup", "--plan");
        assertThat(plan.exit()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("create    queue flow-canary-events", "To do: 7 to create");
        assertThat(account.aws.parameter(AnAccount.PARAMETER)).isEmpty();

        Ran apply = run("", "setup", "--apply", "--output", "json", "--alert-email", "ops@example.com");
        assertThat(apply.exit()).as(apply.err()).isZero();
        assertThat(apply.err()).contains("create    queue flow-canary-events");
        JsonNode answer = Messages.json().readTree(apply.out());
        assertThat(answer.at("/settings/bridge").toString())
                .contains("SQS_QUEUE_URL=" + account.aws.endpoint() + "/000000000000/flow-canary-events");
        assertThat(answer.at("/settings/policy").toString())
                .contains("arn:aws:sns:eu-central-1:000000000000:flow-canary-alerts");

        Ran no = run("flow\n", "teardown");
        assertThat(no.exit()).isEqualTo(1);
        assertThat(no.err()).contains("remove    queue flow-canary-events", "nothing was removed");
        assertThat(account.client(SnsClient.builder()).listTopics().topics()).hasSize(1);

        Ran yes = run("flow-canary\n", "teardown");
        assertThat(yes.exit()).as(yes.err()).isZero();
        assertThat(yes.out()).contains("6 removed");
        assertThat(account.client(SnsClient.builder()).listTopics().topics()).isEmpty();
        assertThat(account.aws.parameter(AnAccount.PARAMETER)).isPresent();
        assertThat(run("", "teardown", "--yes", "flow-canary").exit()).isZero();
        assertThat(run("", "teardown", "--yes", "other").exit()).isEqualTo(2);
    }

    @Test
    void theKeyComesFromAFileOrAVariableAndIsNeverShown() throws Exception {
        String[] endpoint = {
            "setup",
            "--apply",
            "--endpoint",
            "https://bridge.example.com/events",
            "--invocation-role",
            "arn:aws:iam::000000000000:role/post"
        };
        Ran without = run("", endpoint);
        assertThat(without.exit()).isEqualTo(2);
        assertThat(without.err()).contains("the variable BRIDGE_API_KEY holds no key");

        variables.put("BRIDGE_API_KEY", "a-key-that-nobody-sees");
        Ran with = run("", endpoint);
        assertThat(with.exit()).as(with.err()).isZero();
        assertThat(with.out() + with.err()).doesNotContain("a-key-that-nobody-sees");
    }

    @Test
    void anAccountWithoutASourceARegionOrCredentialsIsToldWhatToDo() throws Exception {
        account.aws.deleteEventSource(AnAccount.SOURCE);
        Ran blocked = run("", "setup", "--apply");
        assertThat(blocked.exit()).isEqualTo(1);
        assertThat(blocked.out()).contains("Amazon EventBridge Source", "nothing changes until you fix it");

        variables.remove("AWS_SECRET_ACCESS_KEY");
        Ran nobody = run("", "setup", "--plan");
        assertThat(nobody.exit()).isEqualTo(1);
        assertThat(nobody.err()).contains("AWS_ACCESS_KEY_ID is set without its secret");

        variables.remove("AWS_ACCESS_KEY_ID");
        Ran stranger = run("", "setup", "--plan");
        assertThat(stranger.err()).contains("no AWS credentials: set AWS_PROFILE");

        variables.remove("AWS_REGION");
        Ran nowhere = run("", "setup", "--plan");
        assertThat(nowhere.exit()).isEqualTo(2);
        assertThat(nowhere.err()).contains("AWS_REGION is not set", "AWS_DEFAULT_REGION", "profile 'default'");
    }

    @Test
    void thePoliciesArePrintedByWhoNeedsThem() throws Exception {
        Ran ran = run("", "setup", "--policies");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(Messages.json().readTree(ran.out()).propertyNames())
                .containsExactly("bridge", "streams", "gate", "genesys-role", "genesys-role-trust", "setup");
    }
}
