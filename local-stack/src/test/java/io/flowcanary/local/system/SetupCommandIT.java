package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.local.artefact.ShippedJar;
import io.flowcanary.local.artefact.ShippedJar.Ran;
import io.flowcanary.record.Messages;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.SnsClient;
import tools.jackson.databind.JsonNode;

/** What the commands refuse, and what they keep to themselves; that they work is DocumentedCommandsIT's. */
class SetupCommandIT {
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

    private Ran run(String typed, String... arguments) throws InterruptedException {
        return ShippedJar.run("streams-app", directory, variables, typed, arguments);
    }

    @Test
    void aTeardownUnderAnotherNameRemovesNothing() throws Exception {
        Ran apply = run("", "setup", "--apply", "--output", "json", "--alert-email", "ops@example.com");
        assertThat(apply.exit()).as(apply.err()).isZero();
        JsonNode answer = Messages.json().readTree(apply.out());
        assertThat(answer.at("/settings/bridge").toString())
                .contains("SQS_QUEUE_URL=" + account.aws.endpoint() + "/000000000000/flow-canary-events");
        assertThat(answer.at("/settings/policy").toString())
                .contains("arn:aws:sns:eu-central-1:000000000000:flow-canary-alerts");

        Ran typed = run("flow\n", "teardown");
        assertThat(typed.exit()).isEqualTo(1);
        assertThat(typed.err()).contains("remove    queue flow-canary-events", "nothing was removed");
        assertThat(run("", "teardown", "--yes", "other").exit()).isEqualTo(2);
        assertThat(account.client(SnsClient.builder()).listTopics().topics()).hasSize(1);
    }

    @Test
    void theKeyComesFromAVariableAndIsNeverShown() throws Exception {
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
    void anAccountWithoutASourceARegionOrCredentialsGetsAnErrorThatSaysWhatToDo() throws Exception {
        account.aws.deleteEventSource(AnAccount.SOURCE);
        Ran blocked = run("", "setup", "--apply");
        assertThat(blocked.exit()).isEqualTo(1);
        assertThat(blocked.out()).contains("Amazon EventBridge Source", "nothing changes until you fix it");

        variables.remove("AWS_SECRET_ACCESS_KEY");
        Ran halfAKey = run("", "setup", "--plan");
        assertThat(halfAKey.exit()).isEqualTo(1);
        assertThat(halfAKey.err()).contains("AWS_ACCESS_KEY_ID is set without its secret");

        variables.remove("AWS_ACCESS_KEY_ID");
        Ran noKey = run("", "setup", "--plan");
        assertThat(noKey.err()).contains("no AWS credentials: set AWS_PROFILE");

        variables.remove("AWS_REGION");
        Ran noRegion = run("", "setup", "--plan");
        assertThat(noRegion.exit()).isEqualTo(2);
        assertThat(noRegion.err()).contains("AWS_REGION is not set", "AWS_DEFAULT_REGION", "profile 'default'");
    }
}
