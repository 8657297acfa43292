package io.flowcanary.setup;

import io.flowcanary.record.AwsNames;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is to be set up.
 *
 * @param name begins every name, and is the value of the tag {@code flow-canary}
 * @param eventSource the partner event source, which is also the name of its bus
 * @param post where EventBridge posts events to; null for a queue
 * @param parameter the SSM parameter that the flow reads its share from
 * @param alertEmails who is told by mail
 * @param alertUrls which HTTPS addresses are told
 * @param verdictsTo the ARN that verdicts on the default bus are sent to; null for none
 * @param gateFunction the name of the Lambda function that draws for the flow
 */
public record Wishes(
        String name,
        String eventSource,
        Post post,
        String parameter,
        List<String> alertEmails,
        List<String> alertUrls,
        String verdictsTo,
        String gateFunction) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern SOURCE =
            Pattern.compile("aws\\.partner/genesys\\.com/cloud/[A-Za-z0-9-]+/[.\\-_A-Za-z0-9]+");
    private static final Pattern PARAMETER = Pattern.compile("(/[A-Za-z0-9_.-]+){1,15}");
    private static final Pattern MAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern VERDICT_TARGET = Pattern.compile("arn:[a-z-]+:(sqs|sns|logs):[a-z0-9-]+:\\d{12}:\\S+");
    private static final Pattern FUNCTION = Pattern.compile("[A-Za-z0-9-_]{1,64}");

    /**
     * An HTTPS endpoint instead of a queue.
     *
     * @param endpoint the bridge's address
     * @param role the ARN of the role by which EventBridge may post
     * @param header the header that carries the key
     * @param perSecond the most posts a second
     * @param renewKey put the key into the connection anew, although nobody can see whether it differs
     */
    public record Post(URI endpoint, String role, String header, int perSecond, boolean renewKey) {
        private static final Pattern ROLE = Pattern.compile("arn:[a-z-]+:iam::\\d{12}:role/\\S+");
        private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

        public Post {
            boolean local = "http".equals(endpoint.getScheme()) && LOOPBACK.contains(endpoint.getHost());
            if (endpoint.getHost() == null || !("https".equals(endpoint.getScheme()) || local)) {
                throw new IllegalArgumentException(
                        "--endpoint " + endpoint + ": expected https://HOST/PATH; EventBridge posts to nothing else");
            }
            check(
                    role != null && ROLE.matcher(role).matches(),
                    "--invocation-role",
                    role,
                    "the ARN of a role that may events:InvokeApiDestination");
            check(header.matches("[A-Za-z0-9-]{1,64}"), "--api-key-header", header, "the name of an HTTP header");
            check(perSecond >= 1 && perSecond <= 300, "--rate", "" + perSecond, "1 to 300 posts a second");
        }
    }

    public Wishes {
        check(NAME.matcher(name).matches(), "--name", name, "a small letter, then at most 39 of a-z, 0-9 and -");
        check(
                SOURCE.matcher(eventSource).matches(),
                "--event-source",
                eventSource,
                "aws.partner/genesys.com/cloud/ORGANIZATION-ID/SUFFIX, as Genesys shows it");
        check(
                PARAMETER.matcher(parameter).matches(),
                "--parameter",
                parameter,
                "a path such as /genesys/canary/percentage");
        AwsNames.requireParameter("--parameter", parameter);
        alertEmails = List.copyOf(alertEmails);
        alertUrls = List.copyOf(alertUrls);
        alertEmails.forEach(mail -> check(MAIL.matcher(mail).matches(), "--alert-email", mail, "a mail address"));
        alertUrls.forEach(url -> check(url.matches("https://\\S+"), "--alert-https", url, "an address https://…"));
        check(
                verdictsTo == null || VERDICT_TARGET.matcher(verdictsTo).matches(),
                "--verdicts-to",
                verdictsTo,
                "the ARN of an SQS queue, an SNS topic or a log group");
        check(
                FUNCTION.matcher(gateFunction).matches(),
                "--gate-function",
                gateFunction,
                "the name of a Lambda function");
    }

    /** The Genesys organization, the last but one part of the source's name. */
    String organization() {
        String[] parts = eventSource.split("/");
        return parts[parts.length - 2];
    }

    private static void check(boolean good, String option, String value, String expected) {
        if (!good) {
            throw new IllegalArgumentException(option + " " + value + ": expected " + expected);
        }
    }
}
