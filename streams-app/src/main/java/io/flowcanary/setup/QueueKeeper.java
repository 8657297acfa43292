package io.flowcanary.setup;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A queue with its policy. */
final class QueueKeeper implements Keeper {
    private static final List<QueueAttributeName> COUNTS = List.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

    private final SqsClient sqs;
    private final Names names;
    private final Resource wanted;

    QueueKeeper(SqsClient sqs, Names names, Resource wanted) {
        this.sqs = sqs;
        this.names = names;
        this.wanted = wanted;
    }

    @Override
    public Resource wanted() {
        return wanted;
    }

    /** The queue's URL; empty when there is no such queue. */
    Optional<String> url() {
        return AwsCalls.find(
                "sqs:GetQueueUrl",
                arn(),
                () -> sqs.getQueueUrl(request -> request.queueName(wanted.name()))
                        .queueUrl());
    }

    @Override
    public Found look() {
        return url().flatMap(this::look).orElse(Found.missing());
    }

    private Optional<Found> look(String url) {
        Optional<Map<QueueAttributeName, String>> read = AwsCalls.find(
                "sqs:GetQueueAttributes",
                arn(),
                () -> sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                        .attributes());
        return read.map(attributes -> {
            Map<String, String> properties = new HashMap<>();
            attributes.forEach((attribute, value) -> properties.put(attribute.toString(), value));
            Map<String, String> tags = AwsCalls.ask(
                    "sqs:ListQueueTags",
                    arn(),
                    () -> sqs.listQueueTags(request -> request.queueUrl(url)).tags());
            Found found = Found.ours(names.name().equals(tags.get(Names.TAG)), properties);
            long messages = COUNTS.stream()
                    .mapToLong(count -> Long.parseLong(attributes.getOrDefault(count, "0")))
                    .sum();
            return messages == 0
                    ? found
                    : found.holding("holds " + messages + " messages: --delete-messages removes it with them");
        });
    }

    @Override
    public void create() {
        AwsCalls.ask(
                "sqs:CreateQueue",
                arn(),
                () -> sqs.createQueue(request -> request.queueName(wanted.name())
                        .attributesWithStrings(wanted.properties())
                        .tags(Map.of(Names.TAG, names.name()))));
    }

    @Override
    public void change() {
        AwsCalls.ask(
                "sqs:SetQueueAttributes",
                arn(),
                () -> sqs.setQueueAttributes(
                        request -> request.queueUrl(url().orElseThrow()).attributesWithStrings(wanted.properties())));
    }

    @Override
    public void remove() {
        url().ifPresent(url ->
                AwsCalls.find("sqs:DeleteQueue", arn(), () -> sqs.deleteQueue(request -> request.queueUrl(url))));
    }

    private String arn() {
        return names.queueArn(wanted.name());
    }
}
