package io.flowcanary.act;

import software.amazon.awssdk.services.sns.SnsClient;

/** Simple Notification Service. */
final class SnsAlertTopic implements AlertTopic {
    private final SnsClient sns;

    SnsAlertTopic(SnsClient sns) {
        this.sns = sns;
    }

    @Override
    public Answer<String> publish(String topic, String subject, String body) {
        return AwsProblems.ask(
                "sns:Publish on " + topic,
                () -> sns.publish(request ->
                                request.topicArn(topic).subject(subject).message(body))
                        .messageId());
    }
}
