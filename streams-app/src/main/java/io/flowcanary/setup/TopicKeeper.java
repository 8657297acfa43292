package io.flowcanary.setup;

import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Tag;

/** The topic that people are told by. */
final class TopicKeeper implements Keeper {
    private final SnsClient sns;
    private final Names names;
    private final Resource wanted;

    TopicKeeper(SnsClient sns, Names names, Resource wanted) {
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
                        "sns:GetTopicAttributes",
                        names.topicArn(),
                        () -> sns.getTopicAttributes(request -> request.topicArn(names.topicArn())))
                .map(topic -> Found.ours(tagged(), Map.of()))
                .orElse(Found.missing());
    }

    private boolean tagged() {
        return AwsCalls.ask(
                        "sns:ListTagsForResource",
                        names.topicArn(),
                        () -> sns.listTagsForResource(request -> request.resourceArn(names.topicArn()))
                                .tags())
                .contains(tag());
    }

    private Tag tag() {
        return Tag.builder().key(Names.TAG).value(names.name()).build();
    }

    @Override
    public void create() {
        AwsCalls.ask(
                "sns:CreateTopic",
                names.topicArn(),
                () -> sns.createTopic(request -> request.name(names.topic()).tags(tag())));
    }

    @Override
    public void change() {
        throw new IllegalStateException("a topic has nothing to change");
    }

    /** Its subscriptions go with it. */
    @Override
    public void remove() {
        AwsCalls.find(
                "sns:DeleteTopic",
                names.topicArn(),
                () -> sns.deleteTopic(request -> request.topicArn(names.topicArn())));
    }
}
