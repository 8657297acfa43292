package io.flowcanary.aws;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why AWS's standard chain found no credentials. The SDK lists what each place said, those too that nobody has set up: here is
 * the one place that somebody meant.
 *
 * @param why what is wrong, in a clause
 * @param todo what to do about it, as an order
 */
public record MissingCredentials(String why, String todo) {
    private static final Pattern PLACE = Pattern.compile(
            "(?<=[\\[ ])(EnvironmentVariable|WebIdentityTokenFile|Profile|Container|InstanceProfile)CredentialsProvider\\(");
    private static final Pattern PROFILE = Pattern.compile("profileName=([^,)]*)");
    private static final MissingCredentials NOWHERE = new MissingCredentials(
            "no AWS credentials",
            "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role is given");

    /** Empty when the SDK had credentials, or failed for another reason. */
    public static Optional<MissingCredentials> behind(RuntimeException error) {
        String message = String.valueOf(error.getMessage());
        if (!message.contains("Unable to load credentials")) {
            return Optional.empty();
        }
        Map<String, String> said = said(message);
        return Optional.of(keys(said.get("EnvironmentVariable"))
                .or(() -> webIdentity(said.get("WebIdentityTokenFile")))
                .or(() -> profile(said.get("Profile")))
                .or(() -> container(said.get("Container")))
                .or(() -> instance(said.get("InstanceProfile")))
                .orElse(NOWHERE));
    }

    /** Why and what to do, in one line. */
    public String text() {
        return why + ": " + todo;
    }

    /** What each place said, after its list of all places. */
    private static Map<String, String> said(String message) {
        String reasons = message.substring(Math.max(0, message.indexOf("]) : [")));
        Map<String, String> said = new LinkedHashMap<>();
        Matcher place = PLACE.matcher(reasons);
        String last = null;
        int from = 0;
        while (place.find()) {
            if (last != null) {
                said.put(last, reasons.substring(from, place.start()));
            }
            last = place.group(1);
            from = place.end();
        }
        if (last != null) {
            said.put(last, reasons.substring(from));
        }
        return said;
    }

    private static Optional<MissingCredentials> keys(String said) {
        return set(said, "Access key must be specified")
                .map(reason -> new MissingCredentials(
                        "AWS_ACCESS_KEY_ID is set without its secret", "set AWS_SECRET_ACCESS_KEY too, or neither"));
    }

    private static Optional<MissingCredentials> webIdentity(String said) {
        return set(said, "must be set")
                .map(
                        reason -> new MissingCredentials(
                                "the web identity of AWS_WEB_IDENTITY_TOKEN_FILE does not get the role of AWS_ROLE_ARN ("
                                        + reason + ")",
                                "see that the file is there and fresh, and that the role's trust policy names this service account"));
    }

    private static Optional<MissingCredentials> profile(String said) {
        String name = said == null
                ? ""
                : PROFILE.matcher(said)
                        .results()
                        .findFirst()
                        .map(m -> m.group(1))
                        .orElse("");
        return set(said, "contained no credentials for profile 'default'").map(reason -> {
            String profile = "profile '" + name + "'";
            if (reason.contains("SSO session") || reason.contains("sso login")) {
                return new MissingCredentials(
                        "the SSO session of " + profile + " has expired", "run: aws sso login --profile " + name);
            }
            if (reason.contains("contained no credentials")) {
                return new MissingCredentials(
                        profile + " gives no credentials",
                        "correct AWS_PROFILE, or add the profile to ~/.aws/config or ~/.aws/credentials");
            }
            return new MissingCredentials(
                    profile + " gives no credentials (" + reason + ")",
                    "see what aws sts get-caller-identity --profile " + name + " says");
        });
    }

    private static Optional<MissingCredentials> container(String said) {
        return set(said, "neither AWS_CONTAINER_CREDENTIALS")
                .map(reason -> new MissingCredentials(
                        "the container's credentials endpoint gives none (" + reason + ")",
                        "see that the task or the pod has a role, and that its agent runs"));
    }

    private static Optional<MissingCredentials> instance(String said) {
        return set(said, "disabled")
                .filter(reason -> reason.contains("404") || reason.contains("profile"))
                .map(reason -> new MissingCredentials(
                        "the instance's metadata gives no credentials (" + reason + ")",
                        "attach an instance profile, or allow the container a hop more to the metadata service"));
    }

    /** What a place said that somebody has set up; empty when nobody has. */
    private static Optional<String> set(String said, String unset) {
        if (said == null || said.contains(unset)) {
            return Optional.empty();
        }
        int begins = said.indexOf("): ");
        String reason = said.substring(begins < 0 ? 0 : begins + 3).strip();
        return Optional.of(reason.replaceAll("[\\],.]+$", ""));
    }
}
