package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.model.ApiDestinationHttpMethod;
import software.amazon.awssdk.services.eventbridge.model.ConnectionAuthorizationType;
import software.amazon.awssdk.services.eventbridge.model.DeadLetterConfig;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** From a rule to its target, and to the dead letters when the target does not take the event. */
class DeliveryTest extends AgainstLocalAws {
    private static final String RULE = "arn:aws:events:eu-central-1:000000000000:rule/r";
    private static final String EVENT = "{\"source\":\"s\",\"n\":1.50}";

    private final List<String> posted = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int status = 200;

    @Override
    @BeforeEach
    void start() {
        super.start();
        queue("dead", RULE);
        events().putRule(r -> r.name("r").eventPattern("{\"source\":[\"s\"]}"));
    }

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            posted.add(exchange.getRequestHeaders().getFirst("X-Api-Key") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void hangUp() {
        server.stop(0);
    }

    private static String arn(String queue) {
        return "arn:aws:sqs:eu-central-1:000000000000:" + queue;
    }

    private void queue(String name, String rule) {
        String policy = LocalAwsSetup.policy(arn(name), rule);
        sqs().createQueue(q -> q.queueName(name).attributes(Map.of(QueueAttributeName.POLICY, policy)));
    }

    private void target(String arn) {
        events().putTargets(t -> t.rule("r")
                .targets(Target.builder()
                        .id("t")
                        .arn(arn)
                        .roleArn("arn:aws:iam::000000000000:role/post")
                        .deadLetterConfig(
                                DeadLetterConfig.builder().arn(arn("dead")).build())
                        .build()));
    }

    private List<String> received(String queue) {
        String url = sqs().getQueueUrl(q -> q.queueName(queue)).queueUrl();
        return sqs().receiveMessage(r -> r.queueUrl(url)).messages().stream()
                .map(Message::body)
                .toList();
    }

    @Test
    void aQueueTakesEventsOfTheRuleThatItsPolicyNames() {
        queue("q", RULE);
        target(arn("q"));

        aws.putOnBus("default", EVENT);

        assertThat(received("q")).containsExactly(EVENT);
        assertThat(received("dead")).isEmpty();
    }

    @Test
    void eventsOfAnotherRuleGoToTheDeadLetters() {
        queue("q", RULE + "-other");
        target(arn("q"));

        aws.putOnBus("default", EVENT);

        assertThat(received("q")).isEmpty();
        assertThat(received("dead")).containsExactly(EVENT);
    }

    @Test
    void aQueueGoesByItsPolicyAsLastChanged() {
        queue("q", RULE + "-other");
        target(arn("q"));
        aws.putOnBus("default", EVENT);
        String url = sqs().getQueueUrl(q -> q.queueName("q")).queueUrl();

        sqs().setQueueAttributes(q ->
                q.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, LocalAwsSetup.policy(arn("q"), RULE))));
        aws.putOnBus("default", EVENT);

        assertThat(received("q")).containsExactly(EVENT);
        assertThat(received("dead")).containsExactly(EVENT);
    }

    @Test
    void aQueueWithoutAPolicyTakesNothing() {
        sqs().createQueue(q -> q.queueName("q"));
        target(arn("q"));

        aws.putOnBus("default", EVENT);

        assertThat(received("dead")).containsExactly(EVENT);
    }

    @Test
    void aTopicTakesEvents() {
        target(sns().createTopic(t -> t.name("t")).topicArn());

        aws.putOnBus("default", EVENT);

        assertThat(aws.alerts()).extracting(SentAlert::message).containsExactly(EVENT);
    }

    @Test
    void anApiDestinationGetsTheEventWithTheKeyOfItsConnection() {
        target(destination());

        aws.putOnBus("default", EVENT);

        assertThat(posted).containsExactly("k " + EVENT);
        assertThat(received("dead")).isEmpty();
    }

    @Test
    void whatADestinationRefusesGoesToTheDeadLetters() {
        status = 503;
        target(destination());

        aws.putOnBus("default", EVENT);

        assertThat(posted).hasSize(3);
        assertThat(received("dead")).containsExactly(EVENT);
    }

    private String destination() {
        String connection = events().createConnection(c -> c.name("c")
                        .authorizationType(ConnectionAuthorizationType.API_KEY)
                        .authParameters(a -> a.apiKeyAuthParameters(
                                k -> k.apiKeyName("X-Api-Key").apiKeyValue("k"))))
                .connectionArn();
        return events().createApiDestination(d -> d.name("d")
                        .connectionArn(connection)
                        .httpMethod(ApiDestinationHttpMethod.POST)
                        .invocationEndpoint(
                                "http://127.0.0.1:" + server.getAddress().getPort() + "/"))
                .apiDestinationArn();
    }
}
