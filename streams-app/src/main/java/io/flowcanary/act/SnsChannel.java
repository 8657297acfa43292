package io.flowcanary.act;

import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;

/** Amazon SNS, for people. */
final class SnsChannel implements Channel {
    private final SnsClient sns;
    private final String pageUrl;

    SnsChannel(SnsClient sns, String pageUrl) {
        this.sns = sns;
        this.pageUrl = pageUrl;
    }

    @Override
    public Optional<String> target(Policy policy) {
        return Optional.ofNullable(policy.alerts().topic());
    }

    @Override
    public void tell(String topic, Verdict verdict, Policy policy) {
        AwsCalls.call(
                "sns:Publish",
                topic,
                () -> sns.publish(request -> request.topicArn(topic)
                        .subject(AlertText.subject(verdict))
                        .message(AlertText.body(verdict, policy, pageUrl))));
    }
}
