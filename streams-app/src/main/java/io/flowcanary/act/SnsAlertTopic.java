package io.flowcanary.act;

import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** Simple Notification Service. */
final class SnsAlertTopic implements AlertTopic {
    private final AwsClients aws;

    SnsAlertTopic(AwsClients aws) {
        this.aws = aws;
    }

    @Override
    public Answer<String> publish(String topic, AlertMessage message) {
        Map<String, MessageAttributeValue> attributes = message.attributes().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, attribute -> text(attribute.getValue())));
        return AwsProblems.ask(
                "sns:Publish on " + topic,
                () -> aws.sns(topic)
                        .publish(request -> request.topicArn(topic)
                                .subject(message.subject())
                                .message(message.body())
                                .messageAttributes(attributes))
                        .messageId());
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
