package io.flowcanary.local.aws;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Creates what flow-canary expects to find in an account, through the real AWS clients: the parameter at
 * 0, the alert topic, the queue of events and the rule that fills it. What is already there stays.
 */
public final class LocalAwsSetup {
    public static final String PARAMETER = "/genesys/canary/percentage";
    public static final String TOPIC = "flow-canary-alerts";
    public static final String QUEUE = "genesys-events";
    public static final String RULE = "genesys-conversations";

    private static final String PATTERN = "{\"source\":[{\"prefix\":\"aws.partner/genesys.com\"}]}";

    /** What was set up, for those who must name it. */
    public record Created(String topicArn, String queueUrl, String queueArn) {}

    private LocalAwsSetup() {}

    /** Sets up the account behind the endpoint, in the given region, with credentials that say "local". */
    public static Created on(URI endpoint, String region) {
        try (SsmClient ssm = at(SsmClient.builder(), endpoint, region)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
                SnsClient sns = at(SnsClient.builder(), endpoint, region)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
                SqsClient sqs = at(SqsClient.builder(), endpoint, region)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
                EventBridgeClient events = at(EventBridgeClient.builder(), endpoint, region)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build()) {
            parameter(ssm);
            String topicArn = sns.createTopic(t -> t.name(TOPIC)).topicArn();
            String queueUrl = sqs.createQueue(q -> q.queueName(QUEUE)).queueUrl();
            Map<QueueAttributeName, String> attributes = sqs.getQueueAttributes(
                            q -> q.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                    .attributes();
            String queueArn = attributes.get(QueueAttributeName.QUEUE_ARN);
            String ruleArn =
                    events.putRule(r -> r.name(RULE).eventPattern(PATTERN)).ruleArn();
            sqs.setQueueAttributes(
                    q -> q.queueUrl(queueUrl).attributes(Map.of(QueueAttributeName.POLICY, policy(queueArn, ruleArn))));
            events.putTargets(t -> t.rule(RULE)
                    .targets(Target.builder().id(QUEUE).arn(queueArn).build()));
            return new Created(topicArn, queueUrl, queueArn);
        }
    }

    /** Lets the rule send to the queue. */
    static String policy(String queueArn, String ruleArn) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                + "\"Principal\":{\"Service\":\"events.amazonaws.com\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\""
                + queueArn + "\",\"Condition\":{\"ArnEquals\":{\"aws:SourceArn\":\"" + ruleArn + "\"}}}]}";
    }

    private static void parameter(SsmClient ssm) {
        try {
            ssm.putParameter(p -> p.name(PARAMETER).value("0").type(ParameterType.STRING));
        } catch (ParameterAlreadyExistsException kept) {
            // A canary under way must not be set back by a second set-up.
        }
    }

    private static <B extends AwsClientBuilder<B, ?>> B at(B builder, URI endpoint, String region) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }
}
