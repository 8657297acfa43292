package io.flowcanary.act;

import io.flowcanary.record.AwsNames;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What SSM, SNS and EventBridge refuse until somebody changes something, and what that is. Both services' and both protocols'
 * names of an error are one: {@code KMSDisabled} is {@code KMSDisabledException}.
 */
enum AwsRemedy {
    NOT_ALLOWED("not allowed", "allow %s"),
    RESERVED_NAME(
            "the name is reserved", "name another parameter in the policy, one that begins with neither aws nor ssm"),
    BAD_CREDENTIALS(
            "AWS does not accept the credentials",
            "renew them: log in again, or give the service a role; see docs/AWS_ACCESS.md"),
    WRONG_CLOCK("AWS does not accept the signature", "set the machine's clock, or correct the secret access key"),
    REGION_OFF("the region is not enabled for the account", "enable it, or name another region"),
    NO_TARGET("it does not exist", "create it, or correct the policy; see that the region and the account are right"),
    NO_VERSION("SSM has no such version", "see what versions aws ssm get-parameter-history shows"),
    WRONG_TYPE(
            "the parameter is not a String, and SSM does not change a parameter's type",
            "name a parameter of type String in the policy, or delete this one: it is then created as a String"),
    TOO_MANY_VERSIONS(
            "the parameter has 100 versions and the oldest carries a label",
            "remove the label: aws ssm unlabel-parameter-version --name NAME --parameter-version OLDEST --labels LABEL"),
    TOO_MANY_PARAMETERS(
            "the account has as many parameters as it may have", "delete some, or ask AWS for a higher quota"),
    TOO_DEEP("a parameter's name has at most 15 levels", "name another parameter in the policy"),
    WRONG_PATTERN(
            "the parameter's allowed pattern does not match a percentage",
            "let its AllowedPattern match the whole numbers from 0 to 100"),
    PARAMETER_POLICIES(
            "the parameter has policies of its own that are in the way", "correct or remove the parameter's policies"),
    KEY_NOT_ALLOWED(
            "the topic's KMS key may not be used", "allow kms:GenerateDataKey and kms:Decrypt on the topic's key"),
    KEY_UNUSABLE("the KMS key cannot be used", "enable the KMS key, or give the topic or parameter another"),
    FIFO(
            "the topic is a FIFO topic, and alerts go to standard topics only",
            "name a standard topic in alerts.topic; it may feed the FIFO topic's subscribers"),
    WRONG_TOPIC(
            "SNS does not take the topic's ARN",
            "correct alerts.topic: the ARN's region, account and name must be the topic's"),
    BAD_BUS(
            "EventBridge does not take the event",
            "correct alerts.bus, and see that the bus's policy lets flow-canary put"),
    BUS_POLICY("the bus's policy does not take these events", "allow source flow-canary in the policy of alerts.bus"),
    BAD_REQUEST("AWS does not take the request", "correct the policy: see what is said about the value");

    private final String why;
    private final String todo;

    AwsRemedy(String why, String todo) {
        this.why = why;
        this.todo = todo;
    }

    /** Its name, for machines. */
    String cause() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is wrong, in a clause. */
    String why() {
        return why;
    }

    /** What to do, as an order; it names the permission where that is what is missing. */
    String todo(String permission) {
        return String.format(Locale.ROOT, todo, permission);
    }

    /** The problem of a parameter whose name SSM never takes: nothing helps but another name. */
    static Problem forName(String parameter, Problem problem) {
        boolean refused = Stream.of(RESERVED_NAME, BAD_REQUEST, TOO_DEEP, NOT_ALLOWED)
                .anyMatch(remedy -> remedy.cause().equals(problem.cause()));
        return AwsNames.parameterFault(parameter)
                .filter(fault -> refused)
                .map(fault -> Problem.configuration(
                                problem.why(),
                                "abort the rollout, and start it again with another name in the policy (" + fault + ")")
                        .as(problem.cause(), problem.code()))
                .orElse(problem);
    }

    /** Empty for a code that none of the three services is known to answer with. */
    static Optional<AwsRemedy> of(String code, String message) {
        String text = message == null ? "" : message;
        String name = code.endsWith("Exception") ? code.substring(0, code.length() - "Exception".length()) : code;
        AwsRemedy remedy = switch (name) {
            case "AccessDenied" -> text.contains("reserved parameter name") ? RESERVED_NAME : NOT_ALLOWED;
            case "AuthorizationError", "UnauthorizedOperation", "NotAuthorized" -> NOT_ALLOWED;
            case "ExpiredToken",
                    "InvalidClientTokenId",
                    "UnrecognizedClient",
                    "MissingAuthenticationToken",
                    "IncompleteSignature",
                    "InvalidSecurity",
                    "AuthFailure",
                    "InvalidAccessKeyId" -> BAD_CREDENTIALS;
            case "InvalidSignature", "SignatureDoesNotMatch", "RequestExpired" -> WRONG_CLOCK;
            case "OptInRequired", "SubscriptionRequired" -> REGION_OFF;
            case "NotFound", "ResourceNotFound", "ParameterNotFound", "EndpointDisabled" -> NO_TARGET;
            case "ParameterVersionNotFound" -> NO_VERSION;
            case "HierarchyTypeMismatch", "UnsupportedParameterType" -> WRONG_TYPE;
            case "ParameterMaxVersionLimitExceeded" -> TOO_MANY_VERSIONS;
            case "ParameterLimitExceeded" -> TOO_MANY_PARAMETERS;
            case "HierarchyLevelLimitExceeded" -> TOO_DEEP;
            case "ParameterPatternMismatch", "InvalidAllowedPattern" -> WRONG_PATTERN;
            case "PoliciesLimitExceeded", "InvalidPolicyType", "InvalidPolicyAttribute", "IncompatiblePolicy" ->
                PARAMETER_POLICIES;
            case "KMSAccessDenied" -> KEY_NOT_ALLOWED;
            case "KMSDisabled", "KMSInvalidState", "KMSNotFound", "KMSOptInRequired", "InvalidKeyId" -> KEY_UNUSABLE;
            case "InvalidParameter", "InvalidParameterValue", "ParameterValueInvalid" ->
                text.contains("MessageGroupId") ? FIFO : WRONG_TOPIC;
            case "InvalidArgument", "InvalidAccountId" -> BAD_BUS;
            case "NotAuthorizedForSource", "NotAuthorizedForDetailType" -> BUS_POLICY;
            case "Validation", "ValidationError", "Serialization", "MalformedInput" -> BAD_REQUEST;
            default -> null;
        };
        return Optional.ofNullable(remedy);
    }
}
