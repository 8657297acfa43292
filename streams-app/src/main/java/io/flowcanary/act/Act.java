package io.flowcanary.act;

import io.flowcanary.topics.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** All effects of one instance: the keeper of shares and the announcer of transitions, each on its own thread. */
public final class Act implements AutoCloseable {
    // Shorter than the group's session: a put that hangs must not outlive this instance's right to make it for long.
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);

    private final Troubles troubles = new Troubles();
    private final List<AutoCloseable> clients;
    private final Worker keeper;
    private final Worker announcer;

    private Act(ActSettings settings, Clock clock, Consumer<Throwable> onFatal) {
        SsmClient ssm = aws(settings, SsmClient.builder()).build();
        SnsClient sns = aws(settings, SnsClient.builder()).build();
        EventBridgeClient bus = aws(settings, EventBridgeClient.builder()).build();
        clients = List.of(ssm, sns, bus);
        Clock wall = Clock.systemUTC();
        Map<String, String> kafka = settings.kafka();
        keeper = new Worker(
                "share-keeper",
                new ShareKeeper(
                        Clients.consumer(kafka, ShareKeeper.GROUP),
                        new TopicTable(Clients.consumer(kafka, ShareKeeper.GROUP + "-intents"), Topic.INTENTS),
                        Clients.producer(kafka),
                        new SsmParameterStore(ssm),
                        troubles,
                        settings.readInterval(),
                        clock,
                        wall),
                onFatal);
        announcer = new Worker(
                "announcer",
                new Announcer(
                        Clients.consumer(kafka, Announcer.GROUP),
                        new TopicTable(Clients.consumer(kafka, Announcer.GROUP + "-rollouts"), Topic.ROLLOUTS),
                        List.of(new SnsChannel(sns, settings.pageUrl()), new EventBridgeChannel(bus)),
                        troubles,
                        wall),
                onFatal);
    }

    /**
     * Starts both.
     *
     * @param clock what commands are dated by; it may run faster than the machine's
     * @param onFatal called when one of them cannot go on; the process should end
     */
    public static Act start(ActSettings settings, Clock clock, Consumer<Throwable> onFatal) {
        return new Act(settings, clock, onFatal);
    }

    /** What does not work at the moment, by target; empty when all does. */
    public Map<String, String> troubles() {
        return troubles.now();
    }

    @Override
    public void close() {
        keeper.close();
        announcer.close();
        for (AutoCloseable client : clients) {
            try {
                client.close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot close " + client, e);
            }
        }
    }

    /** Retries are ours to make: a put that the SDK repeats on its own could land after a newer one. */
    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B aws(
            ActSettings settings, B builder) {
        settings.awsEndpoint().ifPresent(builder::endpointOverride);
        settings.awsRegion().ifPresent(region -> builder.region(Region.of(region)));
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .apiCallTimeout(CALL_TIMEOUT));
    }
}
