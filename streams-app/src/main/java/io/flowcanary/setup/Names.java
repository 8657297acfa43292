package io.flowcanary.setup;

/** The names and ARNs of everything, known before any of it is there. */
record Names(Account account, String name, String bus) {
    /** The tag that says whose a resource is; its value is the name. */
    static final String TAG = "flow-canary";

    static Names of(Account account, Wishes wishes) {
        return new Names(account, wishes.name(), wishes.eventSource());
    }

    String queue() {
        return name + "-events";
    }

    String deadLetters() {
        return name + "-events-dead";
    }

    String rule() {
        return name + "-conversations";
    }

    String verdictRule() {
        return name + "-verdicts";
    }

    String topic() {
        return name + "-alerts";
    }

    /** The connection and the API destination have no tags, so their description says whose they are. */
    String mark() {
        return TAG + ": " + name;
    }

    String queueArn(String queue) {
        return account.arn("sqs", queue);
    }

    String busArn() {
        return account.arn("events", "event-bus/" + bus);
    }

    String ruleArn() {
        return account.arn("events", "rule/" + bus + "/" + rule());
    }

    String verdictRuleArn() {
        return account.arn("events", "rule/" + verdictRule());
    }

    String topicArn() {
        return account.arn("sns", topic());
    }

    /** With a path for what AWS adds to the name. */
    String connectionArn() {
        return account.arn("events", "connection/" + name + "/*");
    }

    String destinationArn() {
        return account.arn("events", "api-destination/" + name + "/*");
    }

    /** The ARN of a partner's source has no account. */
    String sourceArn() {
        return "arn:" + account.partition() + ":events:" + account.region() + "::event-source/" + bus;
    }

    String parameterArn(String parameter) {
        return account.arn("ssm", "parameter" + parameter);
    }
}
