package io.flowcanary.record;

import static io.flowcanary.record.PolicyRules.require;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What SSM, SNS and EventBridge take as the names of a parameter, a topic and a bus that flow-canary writes to. */
public final class AwsNames {
    private static final Pattern PARAMETER = Pattern.compile("/?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");
    private static final int DEEPEST = 15;

    /** SSM's 1,011 characters less the longest ARN that it puts before a name: that of us-gov-west-1. */
    private static final int LONGEST = 1011 - "arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/".length();

    private static final Pattern ARN = Pattern.compile(
            "arn:(?<partition>[^:]*):(?<service>[^:]*):(?<region>[^:]*):" + "(?<account>[^:]*):(?<resource>.*)");
    private static final Pattern PARTITION = Pattern.compile("aws(-[a-z]+)*");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d+");
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final Pattern BUS = Pattern.compile("[/.\\-_A-Za-z0-9]{1,256}");

    private static final String A_PARAMETER = "a name such as /genesys/canary/percentage";
    private static final String A_TOPIC =
            "the ARN of a standard topic: arn:aws:sns:eu-central-1:123456789012:flow-canary";
    private static final String A_BUS =
            "an event bus's name, or its ARN: arn:aws:events:eu-central-1:123456789012:event-bus/pipelines";

    private AwsNames() {}

    /**
     * Lets a parameter's name pass that SSM lets its own account write.
     *
     * @param field where it stands, for the message
     * @throws InvalidPolicyException with the reason
     */
    public static void requireParameter(String field, String name) {
        require(
                !name.startsWith("arn:"),
                field,
                name,
                "the name alone, in the account and region of the streams service: SSM lets nobody write a parameter by its ARN,"
                        + " and one that another account shares is read-only");
        require(
                PARAMETER.matcher(name).matches(),
                field,
                name,
                A_PARAMETER + ": letters, digits and _ . - between slashes, and no space");
        String bare = name.startsWith("/") ? name.substring(1) : name;
        require(
                name.startsWith("/") || !name.contains("/"),
                field,
                name,
                "/" + name + ": SSM wants a slash before a name that has levels");
        String lower = bare.toLowerCase(Locale.ROOT);
        require(
                !lower.startsWith("aws") && !lower.startsWith("ssm"),
                field,
                name,
                "a name that begins with neither aws nor ssm: SSM keeps those, in upper and lower case, to itself");
        require(bare.split("/").length <= DEEPEST, field, name, "at most " + DEEPEST + " levels");
        require(
                bare.length() <= LONGEST,
                field,
                bare.length() + " characters",
                "at most " + LONGEST + ": SSM counts the ARN before the name, up to 1011 together");
    }

    /** What SSM has against a parameter's name, and what it would take; empty when it takes the name. */
    public static Optional<String> parameterFault(String name) {
        try {
            requireParameter("parameter", name);
            return Optional.empty();
        } catch (InvalidPolicyException e) {
            return Optional.of(e.getMessage());
        }
    }

    static void requireTopic(String field, String arn) {
        Matcher parts = arn(field, arn, "sns", A_TOPIC);
        String name = parts.group("resource");
        require(
                !name.endsWith(".fifo"),
                field,
                arn,
                "a standard topic: mail, pagers and HTTPS endpoints cannot subscribe to a FIFO topic");
        require(!name.contains(":"), field, arn, A_TOPIC + ", not that of one of its subscriptions");
        require(
                TOPIC.matcher(name).matches(),
                field,
                arn,
                A_TOPIC + ", its name of up to 256 letters, digits, - and _");
    }

    static void requireBus(String field, String bus) {
        String name = bus;
        if (bus.startsWith("arn:")) {
            String resource = arn(field, bus, "events", A_BUS).group("resource");
            require(resource.startsWith("event-bus/"), field, bus, A_BUS);
            name = resource.substring("event-bus/".length());
        }
        require(BUS.matcher(name).matches(), field, bus, A_BUS + ", its name of up to 256 letters, digits and / . - _");
        require(
                !name.startsWith("aws.partner/"),
                field,
                bus,
                "a bus of your own: onto a partner's bus only the partner puts events");
    }

    private static Matcher arn(String field, String text, String service, String allowed) {
        Matcher parts = ARN.matcher(text);
        require(parts.matches() && parts.group("service").equals(service), field, text, allowed);
        require(
                PARTITION.matcher(parts.group("partition")).matches(),
                field,
                text,
                allowed + "; it has no AWS partition");
        require(REGION.matcher(parts.group("region")).matches(), field, text, allowed + "; it names no region");
        require(parts.group("account").matches("\\d{12}"), field, text, allowed + "; an account has twelve digits");
        return parts;
    }
}
