package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowcanary.local.tool.Needs;
import io.flowcanary.local.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** Invoke, by the real client, on a function in real processes that poll the Lambda Runtime API. */
@Needs(Tool.NODE)
class LambdaIT extends AgainstLocalAws {
    /** Does what the event says, and tells how often its process was asked. */
    private static final String FUNCTION = """
            let asked = 0;
            export const handler = async (event) => {
              asked += 1;
              if (event.throw) throw new TypeError(event.throw);
              if (event.exit) process.exit(3);
              if (event.hang) await new Promise(() => setTimeout(() => {}, 60_000));
              return { asked, event };
            };
            """;

    @TempDir
    Path directory;

    @AutoClose
    private LambdaClient lambda;

    @BeforeEach
    void setUp() throws IOException {
        lambda = lambda();
        run("echo", FUNCTION, Duration.ofSeconds(20), 1);
    }

    private void run(String name, String source, Duration timeout, int processes) throws IOException {
        Path file = Files.writeString(directory.resolve(name + ".mjs"), source);
        String runtime = Path.of("..", "genesys", "lambda", "bin", "runtime.mjs")
                .toAbsolutePath()
                .toString();
        aws.run(new LambdaSetup(name, List.of("node", runtime, file.toString()), Map.of(), timeout, processes));
    }

    private InvokeResponse invoke(String function, String event) {
        return lambda.invoke(i -> i.functionName(function).payload(SdkBytes.fromUtf8String(event)));
    }

    private static String text(InvokeResponse response) {
        return response.payload().asUtf8String();
    }

    @Test
    void aFunctionAnswersWhatItsHandlerReturns() {
        InvokeResponse response = invoke("echo", "{\"caller\":\"Ü → 🐤\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.functionError()).isNull();
        assertThat(response.executedVersion()).isEqualTo("$LATEST");
        assertThat(text(response)).isEqualTo("{\"asked\":1,\"event\":{\"caller\":\"Ü → 🐤\"}}");
    }

    @Test
    void aWarmProcessIsAskedAgain() {
        for (int call = 1; call <= 5; call++) {
            assertThat(text(invoke("echo", "{}"))).contains("\"asked\":" + call);
        }
        assertThat(aws.processesOf("echo")).isEqualTo(1);
    }

    @Test
    void aFunctionMayBeNamedByItsArn() {
        assertThat(invoke("arn:aws:lambda:eu-central-1:000000000000:function:echo", "{}")
                        .functionError())
                .isNull();
    }

    @Test
    void whatTheHandlerThrowsIsAnAnswerAndTheProcessLivesOn() {
        InvokeResponse response = invoke("echo", "{\"throw\":\"no\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.functionError()).isEqualTo("Unhandled");
        assertThat(text(response)).contains("\"errorType\":\"TypeError\"", "\"errorMessage\":\"no\"");
        assertThat(text(invoke("echo", "{}"))).contains("\"asked\":2");
    }

    @Test
    void aProcessThatDiesIsAnAnswerAndIsReplaced() {
        assertThat(text(invoke("echo", "{\"exit\":true}"))).contains("Runtime.ExitError");
        assertThat(text(invoke("echo", "{}"))).contains("\"asked\":1");
        assertThat(aws.processesOf("echo")).isEqualTo(2);
    }

    @Test
    void aFunctionThatDoesNotLoadIsAnAnswer() throws IOException {
        run("broken", "import 'nothing';", Duration.ofSeconds(20), 1);

        InvokeResponse response = invoke("broken", "{}");

        assertThat(response.functionError()).isEqualTo("Unhandled");
        assertThat(text(response)).contains("Runtime.ExitError");
    }

    @Test
    void anInvocationThatTakesTooLongIsGivenUpWithItsProcess() throws IOException {
        run("slow", FUNCTION, Duration.ofSeconds(2), 1);

        assertThat(text(invoke("slow", "{\"hang\":true}")))
                .contains("Sandbox.Timedout", "Task timed out after 2.00 seconds");
        // On a busy machine a new process may need longer than these two seconds to start.
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(text(invoke("slow", "{}"))).contains("\"asked\":1"));
    }

    @Test
    void moreInvocationsAtOnceThanProcessesAreThrottled() throws Exception {
        run("slow", FUNCTION, Duration.ofSeconds(5), 2);
        List<CompletableFuture<InvokeResponse>> hanging = List.of(hang("slow"), hang("slow"));
        Awaitility.await().until(() -> aws.processesOf("slow") == 2);

        assertThatThrownBy(() -> invoke("slow", "{}"))
                .isInstanceOfSatisfying(
                        TooManyRequestsException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(429));

        assertThat(hanging).allSatisfy(one -> assertThat(text(one.get())).contains("Sandbox.Timedout"));
    }

    private CompletableFuture<InvokeResponse> hang(String function) {
        return CompletableFuture.supplyAsync(() -> invoke(function, "{\"hang\":true}"));
    }

    @Test
    void aFunctionThatIsNotThereAndAnEventThatIsNoJsonAreRefused() {
        assertThatThrownBy(() -> invoke("none", "{}")).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> invoke("echo", "{"))
                .isInstanceOfSatisfying(
                        LambdaException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidRequestContentException"));
        assertThat(aws.processesOf("echo")).isZero();
    }

    @Test
    void invokeCanBeMadeToFailLikeAnyOperation() {
        aws.faults().deny("Invoke");
        assertThatThrownBy(() -> invoke("echo", "{}"))
                .isInstanceOfSatisfying(
                        LambdaException.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }
}
