package io.flowcanary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.local.aws.LocalAws;
import io.flowcanary.local.aws.LocalAwsSetup;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

class QueueFeedTest {
    private static final List<String> ENVELOPES =
            IntStream.range(0, 25).mapToObj(n -> "{\"n\":" + n + "}").toList();

    private LocalAws aws;
    private String queueUrl;

    @BeforeEach
    void start() {
        aws = LocalAws.start("127.0.0.1", 0, Clock.systemUTC());
        queueUrl = LocalAwsSetup.on(aws.endpoint(), LocalStack.REGION).queueUrl();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void theQueueHasEveryEnvelopeOnceWhenTheFeedIsClosed() throws Exception {
        feed();

        assertThat(received()).containsExactlyInAnyOrderElementsOf(ENVELOPES);
    }

    @Test
    void whatTheQueueDoesNotTakeIsSentAgain() throws Exception {
        aws.faults().failNextEntries(13);

        feed();

        assertThat(received()).containsExactlyInAnyOrderElementsOf(ENVELOPES);
    }

    private void feed() throws InterruptedException {
        try (QueueFeed feed = new QueueFeed(aws.endpoint(), queueUrl)) {
            ENVELOPES.forEach(feed);
        }
    }

    private List<String> received() {
        List<String> bodies = new ArrayList<>();
        try (SqsClient sqs = SqsClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.of(LocalStack.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            List<Message> messages;
            do {
                messages = sqs.receiveMessage(receive -> receive.queueUrl(queueUrl)
                                .maxNumberOfMessages(10)
                                .visibilityTimeout(600))
                        .messages();
                messages.forEach(message -> bodies.add(message.body()));
            } while (!messages.isEmpty());
        }
        return bodies;
    }
}
