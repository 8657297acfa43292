package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.local.tool.Needs;
import io.flowcanary.local.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A second, independent client: the AWS command line, whose SQS still speaks the query protocol. */
@Needs(Tool.AWSCLI)
class AwsCliIT extends AgainstLocalAws {
    private static final String PATTERN = "{\"source\":[{\"prefix\":\"flow\"}]}";

    @AutoClose
    private static AwsCommandLine commandLine;

    @BeforeAll
    static void startCommandLine() {
        commandLine = new AwsCommandLine();
    }

    private Program command(String... arguments) throws IOException {
        List<String> all =
                new ArrayList<>(List.of("--endpoint-url", aws.endpoint().toString(), "--output", "json"));
        all.addAll(List.of(arguments));
        return commandLine.run(all);
    }

    private JsonNode done(String... arguments) throws IOException {
        Program program = command(arguments);
        assertThat(program.exit()).as(program.err()).isZero();
        return program.out().isBlank() ? Json.object() : Json.parse(program.out());
    }

    private void refused(String code, String... arguments) throws IOException {
        Program program = command(arguments);
        assertThat(program.exit()).as(program.out()).isNotZero();
        assertThat(program.err()).contains("(" + code + ")");
    }

    @Test
    void parametersAreKept() throws Exception {
        String name = "/genesys/canary/percentage";
        String[] put = {"ssm", "put-parameter", "--name", name, "--value", "5", "--type", "String"};
        assertThat(done(put).path("Version").intValue()).isEqualTo(1);
        refused("ParameterAlreadyExists", put);
        done("ssm", "put-parameter", "--name", name, "--value", "25", "--overwrite", "--description", "step 2");
        assertThat(done("ssm", "get-parameter", "--name", name)
                        .at("/Parameter/Value")
                        .asString())
                .isEqualTo("25");
        JsonNode history = done("ssm", "get-parameter-history", "--name", name, "--page-size", "1");
        assertThat(history.at("/Parameters/0/Value").asString()).isEqualTo("5");
        assertThat(history.at("/Parameters/1/Description").asString()).isEqualTo("step 2");
        done("ssm", "delete-parameter", "--name", name);
        refused("ParameterNotFound", "ssm", "get-parameter", "--name", name);
    }

    @Test
    void alertsAreRecorded() throws Exception {
        String topic =
                done("sns", "create-topic", "--name", "alerts").path("TopicArn").asString();
        assertThat(done(
                                "sns",
                                "subscribe",
                                "--topic-arn",
                                topic,
                                "--protocol",
                                "email",
                                "--notification-endpoint",
                                "a@b.c")
                        .path("SubscriptionArn")
                        .asString())
                .isEqualTo("pending confirmation");
        String id = done("sns", "publish", "--topic-arn", topic, "--subject", "Rolled back", "--message", "5 % → 0 %")
                .path("MessageId")
                .asString();
        assertThat(aws.alerts())
                .containsExactly(new SentAlert(topic, "Rolled back", "5 % → 0 %", Map.of(), id, clock.instant()));
        assertThat(done("sns", "list-topics").at("/Topics/0/TopicArn").asString())
                .isEqualTo(topic);
        refused("NotFound", "sns", "publish", "--topic-arn", topic + "x", "--message", "m");
        aws.faults().deny("Publish");
        refused("AuthorizationError", "sns", "publish", "--topic-arn", topic, "--message", "m");
        assertThat(done("sts", "get-caller-identity").path("Account").asString())
                .isEqualTo("000000000000");
    }

    @Test
    void eventsReachTheQueue() throws Exception {
        String url = done("sqs", "create-queue", "--queue-name", "q")
                .path("QueueUrl")
                .asString();
        String arn = "arn:aws:sqs:eu-central-1:000000000000:q";
        String policy = LocalAwsSetup.policy(arn, "arn:aws:events:eu-central-1:000000000000:rule/mine/r");
        String attributes = Json.text(Json.object().put("Policy", policy));
        done("sqs", "set-queue-attributes", "--queue-url", url, "--attributes", attributes);
        assertThat(done("events", "create-event-bus", "--name", "mine")
                        .path("EventBusArn")
                        .asString())
                .endsWith(":event-bus/mine");
        done("events", "put-rule", "--name", "r", "--event-bus-name", "mine", "--event-pattern", PATTERN);
        done("events", "put-targets", "--rule", "r", "--event-bus-name", "mine", "--targets", "Id=q,Arn=" + arn);
        assertThat(done("events", "list-rules", "--event-bus-name", "mine")
                        .at("/Rules/0/EventPattern")
                        .asString())
                .isEqualTo(PATTERN);
        assertThat(done("events", "list-targets-by-rule", "--rule", "r", "--event-bus-name", "mine")
                        .at("/Targets/0/Arn")
                        .asString())
                .isEqualTo(arn);
        String good = "{\"Source\":\"flow\",\"DetailType\":\"t\",\"Detail\":\"{}\",\"EventBusName\":\"mine\"}";
        JsonNode put = done("events", "put-events", "--entries", "[" + good + ",{\"Source\":\"flow\"}]");
        assertThat(put.path("FailedEntryCount").intValue()).isEqualTo(1);
        assertThat(put.at("/Entries/1/ErrorCode").asString()).isEqualTo("InvalidArgument");
        JsonNode envelope = Json.parse(done("sqs", "receive-message", "--queue-url", url)
                .at("/Messages/0/Body")
                .asString());
        assertThat(envelope.path("id").asString())
                .isEqualTo(put.at("/Entries/0/EventId").asString());
        refused("InvalidEventPatternException", "events", "put-rule", "--name", "r", "--event-pattern", "{}");
    }

    @Test
    @Needs(Tool.NODE)
    void functionsAreInvoked() throws Exception {
        // Answers whatever it is asked, and ends when the runtime API does.
        String function = """
                const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/`;
                for (;;) {
                  const next = await fetch(api + "next").catch(() => process.exit(0));
                  const id = next.headers.get("lambda-runtime-aws-request-id");
                  await fetch(api + id + "/response", { method: "POST", body: await next.text() });
                }
                """;
        List<String> echo = List.of("node", "--input-type=module", "-e", function);
        aws.run(new LambdaSetup("echo", echo, Map.of(), Duration.ofSeconds(20), 1));
        String[] invoke = {
            "lambda", "invoke", "--cli-binary-format", "raw-in-base64-out", "--payload", "{\"a\":1}", "--function-name"
        };
        Path answer = Files.createTempFile("answer", ".json");
        try {
            JsonNode said = done(with(invoke, "echo", answer.toString()));
            assertThat(said.path("StatusCode").intValue()).isEqualTo(200);
            assertThat(said.path("ExecutedVersion").asString()).isEqualTo("$LATEST");
            assertThat(answer).hasContent("{\"a\":1}");
            refused("ResourceNotFoundException", with(invoke, "none", answer.toString()));
            aws.faults().throttleNext("Invoke", 1);
            refused("TooManyRequestsException", with(invoke, "echo", answer.toString()));
        } finally {
            Files.delete(answer);
        }
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void messagesGoThroughAQueue() throws Exception {
        String url = done("sqs", "create-queue", "--queue-name", "q", "--attributes", "VisibilityTimeout=60")
                .path("QueueUrl")
                .asString();
        assertThat(done("sqs", "get-queue-url", "--queue-name", "q")
                        .path("QueueUrl")
                        .asString())
                .isEqualTo(url);
        assertThat(done("sqs", "list-queues").at("/QueueUrls/0").asString()).isEqualTo(url);
        done("sqs", "set-queue-attributes", "--queue-url", url, "--attributes", "DelaySeconds=0");
        String body = "{\"a\":\"Ü → 🐤 <&>\"}\r\n";
        done("sqs", "send-message", "--queue-url", url, "--message-body", body);
        JsonNode sent = done(
                "sqs",
                "send-message-batch",
                "--queue-url",
                url,
                "--entries",
                "[{\"Id\":\"1\",\"MessageBody\":\"b\"},{\"Id\":\"2\",\"MessageBody\":\"c\"}]");
        assertThat(sent.path("Successful").size()).isEqualTo(2);
        JsonNode messages = done(
                        "sqs",
                        "receive-message",
                        "--queue-url",
                        url,
                        "--max-number-of-messages",
                        "10",
                        "--wait-time-seconds",
                        "1",
                        "--attribute-names",
                        "All")
                .path("Messages");
        assertThat(messages.get(0).path("Body").asString()).isEqualTo(body);
        assertThat(messages.get(0).at("/Attributes/ApproximateReceiveCount").asString())
                .isEqualTo("1");
        String first = messages.get(0).path("ReceiptHandle").asString();
        String second = messages.get(1).path("ReceiptHandle").asString();
        String third = messages.get(2).path("ReceiptHandle").asString();
        done(
                "sqs",
                "change-message-visibility",
                "--queue-url",
                url,
                "--receipt-handle",
                first,
                "--visibility-timeout",
                "0");
        String change = "[{\"Id\":\"1\",\"ReceiptHandle\":\"" + second + "\",\"VisibilityTimeout\":0},"
                + "{\"Id\":\"2\",\"ReceiptHandle\":\"made up\",\"VisibilityTimeout\":0}]";
        JsonNode changed = done("sqs", "change-message-visibility-batch", "--queue-url", url, "--entries", change);
        assertThat(changed.at("/Successful/0/Id").asString()).isEqualTo("1");
        assertThat(changed.at("/Failed/0/Code").asString()).isEqualTo("ReceiptHandleIsInvalid");
        done("sqs", "delete-message", "--queue-url", url, "--receipt-handle", first);
        String delete = "[{\"Id\":\"1\",\"ReceiptHandle\":\"" + third + "\"}]";
        assertThat(done("sqs", "delete-message-batch", "--queue-url", url, "--entries", delete)
                        .at("/Successful/0/Id")
                        .asString())
                .isEqualTo("1");
        JsonNode attributes = done("sqs", "get-queue-attributes", "--queue-url", url, "--attribute-names", "All");
        assertThat(attributes.at("/Attributes/ApproximateNumberOfMessages").asString())
                .isEqualTo("1");
        assertThat(attributes.at("/Attributes/VisibilityTimeout").asString()).isEqualTo("60");
        done("sqs", "purge-queue", "--queue-url", url);
        refused("AWS.SimpleQueueService.NonExistentQueue", "sqs", "get-queue-url", "--queue-name", "none");
    }

    @Test
    void aPartnersSourceGetsABusAndAnApiDestination() throws Exception {
        String source = "aws.partner/genesys.com/cloud/abc/stream";
        aws.offerEventSource(source);
        assertThat(done("events", "describe-event-source", "--name", source)
                        .path("State")
                        .asString())
                .isEqualTo("PENDING");
        done("events", "create-event-bus", "--name", source, "--event-source-name", source);
        assertThat(done("events", "list-event-sources")
                        .at("/EventSources/0/State")
                        .asString())
                .isEqualTo("ACTIVE");
        String key = "{\"ApiKeyAuthParameters\":{\"ApiKeyName\":\"X-Api-Key\",\"ApiKeyValue\":\"k\"}}";
        String connection = done(
                        "events",
                        "create-connection",
                        "--name",
                        "c",
                        "--authorization-type",
                        "API_KEY",
                        "--auth-parameters",
                        key)
                .path("ConnectionArn")
                .asString();
        assertThat(done("events", "describe-connection", "--name", "c").toString())
                .doesNotContain("\"k\"");
        done(
                "events",
                "create-api-destination",
                "--name",
                "d",
                "--connection-arn",
                connection,
                "--invocation-endpoint",
                "https://example.com/",
                "--http-method",
                "POST");
        assertThat(done("events", "describe-api-destination", "--name", "d")
                        .path("ConnectionArn")
                        .asString())
                .isEqualTo(connection);
        done("events", "delete-event-bus", "--name", source);
        assertThat(done("events", "describe-event-source", "--name", source)
                        .path("State")
                        .asString())
                .isEqualTo("PENDING");
    }

    @Test
    void whatIsMadeCarriesTagsAndCanBeDeleted() throws Exception {
        String url = done("sqs", "create-queue", "--queue-name", "q", "--tags", "a=1")
                .path("QueueUrl")
                .asString();
        done("sqs", "tag-queue", "--queue-url", url, "--tags", "b=2");
        assertThat(done("sqs", "list-queue-tags", "--queue-url", url).path("Tags"))
                .isEqualTo(Json.object().put("a", "1").put("b", "2"));
        done("sqs", "delete-queue", "--queue-url", url);
        refused("AWS.SimpleQueueService.QueueDeletedRecently", "sqs", "create-queue", "--queue-name", "q");
        String topic = done("sns", "create-topic", "--name", "t", "--tags", "Key=a,Value=1")
                .path("TopicArn")
                .asString();
        assertThat(done("sns", "list-tags-for-resource", "--resource-arn", topic)
                        .at("/Tags/0/Value")
                        .asString())
                .isEqualTo("1");
        done("sns", "subscribe", "--topic-arn", topic, "--protocol", "email", "--notification-endpoint", "a@b.c");
        assertThat(done("sns", "list-subscriptions-by-topic", "--topic-arn", topic)
                        .at("/Subscriptions/0/SubscriptionArn")
                        .asString())
                .isEqualTo("PendingConfirmation");
        assertThat(done("sns", "get-topic-attributes", "--topic-arn", topic)
                        .at("/Attributes/SubscriptionsPending")
                        .asString())
                .isEqualTo("1");
        done("sns", "delete-topic", "--topic-arn", topic);
        refused("NotFound", "sns", "get-topic-attributes", "--topic-arn", topic);
        done("ssm", "put-parameter", "--name", "/p", "--value", "0", "--type", "String", "--tags", "Key=a,Value=1");
        assertThat(done("ssm", "list-tags-for-resource", "--resource-type", "Parameter", "--resource-id", "/p")
                        .at("/TagList/0/Key")
                        .asString())
                .isEqualTo("a");
    }
}
