package io.flowcanary.local.aws;

/** The services behind the endpoint, and the words each has for the errors they all share. */
enum Service {
    SSM("ssm", "AmazonSSM", "1.1", ""),
    EVENTS("events", "AWSEvents", "1.1", ""),
    SQS("sqs", "AmazonSQS", "1.0", "http://queue.amazonaws.com/doc/2012-11-05/"),
    SNS("sns", "", "", "http://sns.amazonaws.com/doc/2010-03-31/"),
    STS("sts", "", "", "https://sts.amazonaws.com/doc/2011-06-15/"),
    /** Speaks a protocol of its own: {@link Lambda}. */
    LAMBDA("lambda", "", "", "");

    /** The account that owns everything behind the endpoint. */
    static final String ACCOUNT = "000000000000";

    private final String scope;
    private final String target;
    private final String jsonVersion;
    private final String namespace;

    Service(String scope, String target, String jsonVersion, String namespace) {
        this.scope = scope;
        this.target = target;
        this.jsonVersion = jsonVersion;
        this.namespace = namespace;
    }

    /** The service's name in a credential scope. */
    String scope() {
        return scope;
    }

    /** What stands before the dot of X-Amz-Target; empty for a service without a JSON protocol. */
    String target() {
        return target;
    }

    String jsonVersion() {
        return jsonVersion;
    }

    /** The XML namespace of its answers; empty for a service without a query protocol. */
    String namespace() {
        return namespace;
    }

    String arn(String region, String resource) {
        return "arn:aws:" + scope + ":" + region + ":" + ACCOUNT + ":" + resource;
    }

    AwsError invalid(String message) {
        return switch (this) {
            case SSM, EVENTS -> new AwsError("ValidationException", message);
            case SQS -> new AwsError("InvalidParameterValueException", "InvalidParameterValue", 400, message);
            case SNS -> new AwsError("InvalidParameter", message);
            case STS -> new AwsError("ValidationError", message);
            case LAMBDA -> new AwsError("InvalidParameterValueException", message);
        };
    }

    AwsError throttled() {
        String message = "Rate exceeded";
        return switch (this) {
            case SSM, EVENTS -> new AwsError("ThrottlingException", message);
            case SQS -> new AwsError("RequestThrottled", "RequestThrottled", 403, message);
            case SNS -> new AwsError("Throttled", "Throttled", 429, message);
            case STS -> new AwsError("Throttling", message);
            case LAMBDA -> new AwsError("TooManyRequestsException", "TooManyRequestsException", 429, message);
        };
    }

    AwsError denied(String operation) {
        String message = "User: arn:aws:iam::" + ACCOUNT + ":user/local is not authorized to perform: " + scope + ":"
                + operation;
        return switch (this) {
            case SSM, EVENTS -> new AwsError("AccessDeniedException", message);
            case SQS, STS, LAMBDA -> new AwsError("AccessDeniedException", "AccessDenied", 403, message);
            case SNS -> new AwsError("AuthorizationError", "AuthorizationError", 403, message);
        };
    }

    AwsError broken() {
        String code = switch (this) {
            case SSM -> "InternalServerError";
            case EVENTS -> "InternalException";
            case SNS -> "InternalError";
            case SQS, STS -> "InternalFailure";
            case LAMBDA -> "ServiceException";
        };
        return new AwsError(code, code, 500, "An internal error occurred.");
    }
}
