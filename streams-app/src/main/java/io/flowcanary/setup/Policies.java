package io.flowcanary.setup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who needs which permission: the actions that the code calls, on exactly what was set up. */
final class Policies {
    /** Genesys Cloud's own AWS account for its commercial regions, as its help pages name it. */
    private static final String GENESYS = "765628985471";

    private final Wishes wishes;
    private final Names names;

    Policies(Wishes wishes, Names names) {
        this.wishes = wishes;
        this.names = names;
    }

    Map<String, Map<String, Object>> documents() {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        if (wishes.post() == null) {
            all.put("bridge", policy(bridge()));
        } else {
            all.put("invocation-role", policy(invocation()));
            all.put("invocation-role-trust", trust(Map.of("Service", "events.amazonaws.com"), Map.of()));
        }
        all.put("streams", policy(streams()));
        all.put("gate", policy(gate()));
        all.put("genesys-role", policy(List.of(new Statement("lambda:InvokeFunction", functionArn()))));
        all.put(
                "genesys-role-trust",
                trust(
                        Map.of("AWS", "arn:" + names.account().partition() + ":iam::" + GENESYS + ":root"),
                        Map.of("StringEquals", Map.of("sts:ExternalId", wishes.organization()))));
        if (wishes.verdictsTo() != null) {
            all.put("verdicts-target", verdictsTarget());
        }
        all.put("setup", policy(setup()));
        return all;
    }

    List<Statement> bridge() {
        return List.of(new Statement(
                List.of(
                        "sqs:ReceiveMessage",
                        "sqs:DeleteMessage",
                        "sqs:ChangeMessageVisibility",
                        "sqs:GetQueueAttributes"),
                names.queueArn(names.queue())));
    }

    List<Statement> streams() {
        return List.of(
                new Statement(
                        List.of("ssm:GetParameter", "ssm:GetParameterHistory", "ssm:PutParameter"), parameterArn()),
                new Statement(List.of("sns:Publish", "sns:GetTopicAttributes"), names.topicArn()),
                new Statement(
                        List.of("events:PutEvents", "events:DescribeEventBus"),
                        names.account().arn("events", "event-bus/default")));
    }

    private List<Statement> invocation() {
        return List.of(new Statement("events:InvokeApiDestination", names.destinationArn()));
    }

    private List<Statement> gate() {
        String logs = names.account().arn("logs", "log-group:/aws/lambda/" + wishes.gateFunction() + ":*");
        return List.of(
                new Statement("ssm:GetParameter", parameterArn()),
                new Statement(List.of("logs:CreateLogStream", "logs:PutLogEvents"), logs));
    }

    List<Statement> setup() {
        List<Statement> all = new ArrayList<>();
        all.add(new Statement(List.of("events:ListEventSources", "events:ListRules"), "*"));
        all.add(new Statement("events:DescribeEventSource", names.sourceArn()));
        all.add(new Statement(
                List.of(
                        "events:CreateEventBus",
                        "events:DescribeEventBus",
                        "events:DeleteEventBus",
                        "events:ListTagsForResource",
                        "events:TagResource"),
                names.busArn()));
        all.add(new Statement(
                List.of(
                        "events:PutRule",
                        "events:DescribeRule",
                        "events:DeleteRule",
                        "events:PutTargets",
                        "events:RemoveTargets",
                        "events:ListTargetsByRule",
                        "events:ListTagsForResource",
                        "events:TagResource"),
                names.ruleArn(),
                names.verdictRuleArn()));
        all.add(new Statement(
                List.of(
                        "sqs:CreateQueue",
                        "sqs:GetQueueUrl",
                        "sqs:GetQueueAttributes",
                        "sqs:SetQueueAttributes",
                        "sqs:ListQueueTags",
                        "sqs:TagQueue",
                        "sqs:DeleteQueue"),
                names.queueArn(names.queue()),
                names.queueArn(names.deadLetters())));
        all.add(new Statement(
                List.of(
                        "ssm:GetParameter",
                        "ssm:PutParameter",
                        "ssm:ListTagsForResource",
                        "ssm:AddTagsToResource",
                        "ssm:DeleteParameter"),
                parameterArn()));
        all.add(new Statement(
                List.of(
                        "sns:CreateTopic",
                        "sns:GetTopicAttributes",
                        "sns:Subscribe",
                        "sns:ListSubscriptionsByTopic",
                        "sns:ListTagsForResource",
                        "sns:TagResource",
                        "sns:DeleteTopic"),
                names.topicArn()));
        // A teardown looks for these too, whatever was wished for.
        all.add(new Statement(
                List.of(
                        "events:CreateConnection",
                        "events:DescribeConnection",
                        "events:UpdateConnection",
                        "events:DeleteConnection"),
                names.connectionArn()));
        all.add(new Statement(
                List.of(
                        "events:CreateApiDestination",
                        "events:DescribeApiDestination",
                        "events:UpdateApiDestination",
                        "events:DeleteApiDestination"),
                names.destinationArn(),
                names.connectionArn()));
        if (wishes.post() != null) {
            all.addAll(connectionsSecret());
        }
        return List.copyOf(all);
    }

    /** EventBridge keeps a connection's key in a secret of its own, on behalf of who makes the connection. */
    private List<Statement> connectionsSecret() {
        String secret = names.account().arn("secretsmanager", "secret:events!connection/" + names.name() + "/*");
        return List.of(
                new Statement(
                        List.of(
                                "secretsmanager:CreateSecret",
                                "secretsmanager:UpdateSecret",
                                "secretsmanager:PutSecretValue",
                                "secretsmanager:GetSecretValue",
                                "secretsmanager:DescribeSecret",
                                "secretsmanager:DeleteSecret"),
                        secret),
                new Statement(
                        List.of("iam:CreateServiceLinkedRole"),
                        List.of("*"),
                        Map.of("StringEquals", Map.of("iam:AWSServiceName", "apidestinations.events.amazonaws.com"))),
                new Statement("iam:PassRole", wishes.post().role()));
    }

    /** What must be added to the policy of the target that verdicts go to: it is not ours. */
    private Map<String, Object> verdictsTarget() {
        String target = wishes.verdictsTo();
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Effect", "Allow");
        if (target.contains(":logs:")) {
            // CloudWatch Logs knows no source here.
            statement.put(
                    "Principal", Map.of("Service", List.of("events.amazonaws.com", "delivery.logs.amazonaws.com")));
            statement.put("Action", List.of("logs:CreateLogStream", "logs:PutLogEvents"));
            statement.put("Resource", target + (target.endsWith(":*") ? "" : ":*"));
        } else {
            statement.put("Principal", Map.of("Service", "events.amazonaws.com"));
            statement.put("Action", target.contains(":sqs:") ? "sqs:SendMessage" : "sns:Publish");
            statement.put("Resource", target);
            statement.put("Condition", Map.of("ArnEquals", Map.of("aws:SourceArn", names.verdictRuleArn())));
        }
        return Documents.ordered("Version", "2012-10-17", "Statement", List.of(statement));
    }

    private String parameterArn() {
        return names.parameterArn(wishes.parameter());
    }

    private String functionArn() {
        return names.account().arn("lambda", "function:" + wishes.gateFunction());
    }

    private static Map<String, Object> policy(List<Statement> statements) {
        return Documents.ordered(
                "Version",
                "2012-10-17",
                "Statement",
                statements.stream().map(Statement::document).toList());
    }

    private static Map<String, Object> trust(Map<String, Object> principal, Map<String, Object> condition) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Effect", "Allow");
        statement.put("Principal", principal);
        statement.put("Action", "sts:AssumeRole");
        if (!condition.isEmpty()) {
            statement.put("Condition", condition);
        }
        return Documents.ordered("Version", "2012-10-17", "Statement", List.of(statement));
    }
}
