package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.bridge.QueueRecorder;
import io.flowcanary.bridge.Transcript;
import io.flowcanary.bridge.envelope.AttributeNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The recorder over the wire protocol; what it writes is held by its own test. */
class RecordFromQueueTest extends AgainstLocalAws {
    private static final String EVENT = "{\"detail\":{\"topicName\":\"v2.detail.events.conversation.c-1.customer.end\","
            + "\"eventBody\":{\"conversationId\":\"c-1\",\"eventTime\":1768471200000,\"ani\":\"+49\"}}}";

    @TempDir
    Path directory;

    private SqsClient sqs;

    @Override
    @BeforeEach
    void start() {
        super.start();
        sqs = sqs();
    }

    @Test
    void movesWhatAQueueHoldsToAFile() throws Exception {
        String queue = sqs.createQueue(q -> q.queueName("genesys-recording")).queueUrl();
        for (int i = 0; i < 3; i++) {
            sqs.sendMessage(message -> message.queueUrl(queue).messageBody(EVENT));
        }
        Path file = directory.resolve("events.ndjson");
        List<Transcript.Counts> told = new ArrayList<>();

        try (QueueRecorder recorder = QueueRecorder.open(
                Map.of(
                        "AWS_ENDPOINT_URL", aws.endpoint().toString(),
                        "AWS_REGION", "eu-central-1",
                        "AWS_ACCESS_KEY_ID", "test",
                        "AWS_SECRET_ACCESS_KEY", "test"),
                queue,
                file,
                AttributeNames.DEFAULT,
                false,
                new QueueRecorder.Limits(Duration.ofHours(1), 3),
                Clock.systemUTC())) {
            recorder.run(told::add);
        }

        assertThat(Files.readAllLines(file)).hasSize(3).allMatch(line -> line.contains("1768471200000"));
        assertThat(Files.readString(file)).doesNotContain("+49");
        assertThat(told).last().isEqualTo(new Transcript.Counts(3, 3, 0, 0));
        assertThat(sqs.getQueueAttributes(
                                attributes -> attributes.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                        .attributes())
                .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0")
                .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "0");
    }
}
