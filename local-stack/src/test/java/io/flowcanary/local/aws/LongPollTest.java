package io.flowcanary.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A poll that would wait for its whole twenty seconds runs into the timeout. */
@Timeout(10)
class LongPollTest {
    private final MutableClock clock = new MutableClock();
    private final Queues queues = new Queues(clock);
    private Queue queue;

    @BeforeEach
    void create() {
        queue = queues.create("q", "arn:aws:sqs:eu-central-1:000000000000:q", Json.object());
    }

    private CompletableFuture<List<Received>> poll() {
        CompletableFuture<List<Received>> result = new CompletableFuture<>();
        Thread poller = new Thread(() -> {
            try {
                result.complete(queue.receive(10, 30, 20));
            } catch (InterruptedException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        poller.setDaemon(true);
        poller.start();
        await().until(() -> poller.getState() == Thread.State.TIMED_WAITING || result.isDone());
        return result;
    }

    @Test
    void aPollReturnsWhenAMessageArrives() throws Exception {
        CompletableFuture<List<Received>> poll = poll();
        assertThat(poll).isNotDone();
        queue.send("a", 0);
        assertThat(poll.get(5, TimeUnit.SECONDS)).extracting(Received::body).containsExactly("a");
    }

    @Test
    void aPollReturnsWhenADeadlinePasses() throws Exception {
        queue.send("a", 0);
        queue.receive(1, 30, 0);
        CompletableFuture<List<Received>> poll = poll();
        clock.advance(Duration.ofSeconds(30));
        assertThat(poll.get(5, TimeUnit.SECONDS)).extracting(Received::receives).containsExactly(2);
    }

    @Test
    void aPollThatSleptBeforeTheMessageWasHiddenSeesItsDeadline() throws Exception {
        CompletableFuture<List<Received>> poll = poll();
        queue.send("late", 60);
        clock.advance(Duration.ofSeconds(60));
        assertThat(poll.get(5, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void eachMessageGoesToOnePoll() throws Exception {
        CompletableFuture<List<Received>> one = poll();
        CompletableFuture<List<Received>> two = poll();
        queue.send("a", 0);
        CompletableFuture.anyOf(one, two).get(5, TimeUnit.SECONDS);
        queue.send("b", 0);
        assertThat(List.of(one.get(5, TimeUnit.SECONDS), two.get(5, TimeUnit.SECONDS)))
                .allSatisfy(taken -> assertThat(taken).hasSize(1));
    }

    @Test
    void aPollEndsWhenTheEndpointCloses() throws Exception {
        CompletableFuture<List<Received>> poll = poll();
        queues.close();
        assertThat(poll.get(5, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void tensOfThousandsOfMessagesAreNoBurden() throws Exception {
        int messages = 50_000;
        for (int i = 0; i < messages; i++) {
            queue.send("m" + i, 0);
        }
        int deleted = 0;
        while (deleted < messages) {
            for (Received message : queue.receive(10, 30, 0)) {
                queue.delete(message.handle());
                deleted++;
            }
        }
        assertThat(queue.counts()).isEqualTo(new Queue.Counts(0, 0, 0));
    }

    @Test
    void queuesMayBeEachOthersDeadLetterQueue() throws Exception {
        Queue other = queues.create("other", "arn:aws:sqs:eu-central-1:000000000000:other", redrive("q"));
        queue.settings(queue.settings().with(redrive("other")));
        queue.send("a", 0);
        for (int i = 0; i < 3; i++) {
            assertThat(queue.receive(1, 0, 0)).hasSize(1);
            assertThat(queue.receive(1, 0, 0)).isEmpty();
            assertThat(other.receive(1, 0, 0)).hasSize(1);
            assertThat(other.receive(1, 0, 0)).isEmpty();
        }
    }

    private static JsonNode redrive(String to) {
        String arn = "arn:aws:sqs:eu-central-1:000000000000:" + to;
        String policy = "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":1}";
        return Json.object().put("RedrivePolicy", policy);
    }
}
