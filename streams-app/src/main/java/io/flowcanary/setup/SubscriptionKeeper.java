package io.flowcanary.setup;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Who is told by the topic. A subscription is theirs once they confirmed it; until then nothing reaches them. */
final class SubscriptionKeeper implements Keeper {
    private static final String PENDING = "PendingConfirmation";

    private final SnsClient sns;
    private final Names names;
    private final Resource wanted;

    SubscriptionKeeper(SnsClient sns, Names names, Resource wanted) {
        this.sns = sns;
        this.names = names;
        this.wanted = wanted;
    }

    @Override
    public Resource wanted() {
        return wanted;
    }

    @Override
    public Found look() {
        return AwsCalls.find(
                        "sns:ListSubscriptionsByTopic",
                        names.topicArn(),
                        () -> sns
                                .listSubscriptionsByTopicPaginator(request -> request.topicArn(names.topicArn()))
                                .subscriptions()
                                .stream()
                                .toList())
                .orElse(List.of())
                .stream()
                .filter(one ->
                        one.protocol().equals(protocol()) && one.endpoint().equals(wanted.name()))
                .findFirst()
                .map(this::found)
                .orElse(Found.missing().noting(confirm()));
    }

    private Found found(Subscription subscription) {
        Found found = Found.ours(true, Map.of("Protocol", protocol()));
        return subscription.subscriptionArn().equals(PENDING) ? found.noting(confirm()) : found;
    }

    private String confirm() {
        return protocol().equals("email")
                ? "waits until the link in the mail to " + wanted.name() + " is followed"
                : "waits until " + wanted.name() + " opens the SubscribeURL that SNS posts to it";
    }

    @Override
    public void create() {
        AwsCalls.ask(
                "sns:Subscribe",
                names.topicArn(),
                () -> sns.subscribe(request ->
                        request.topicArn(names.topicArn()).protocol(protocol()).endpoint(wanted.name())));
    }

    @Override
    public void change() {
        throw new IllegalStateException("a subscription has nothing to change");
    }

    @Override
    public void remove() {
        throw new IllegalStateException("a subscription goes with its topic");
    }

    private String protocol() {
        return wanted.property("Protocol");
    }
}
