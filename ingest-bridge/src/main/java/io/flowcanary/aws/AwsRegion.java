package io.flowcanary.aws;

import io.flowcanary.settings.InvalidSettingException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Which region to ask: that of the thing when its name tells, else the one that is set, else where AWS's tools look. */
public final class AwsRegion {
    /** The AWS CLI and boto3 read it after {@code AWS_REGION}; the SDK for Java does not, so it is read here. */
    private static final String OTHER_VARIABLE = "AWS_DEFAULT_REGION";

    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d+");
    private static final Pattern QUEUE_URL = Pattern.compile(
            "https://(sqs\\.(?<now>[a-z0-9-]+)|(?<once>[a-z0-9-]+)\\.queue)\\.amazonaws\\.com(\\.cn)?/.*");

    private AwsRegion() {}

    /**
     * The region of a service that is told none by what it asks about: {@code AWS_REGION}, {@code AWS_DEFAULT_REGION}, the
     * profile's, the instance's.
     *
     * @param set what {@code AWS_REGION} holds; null or empty when it is not set
     * @throws InvalidSettingException when no place names a region, or the variable holds none
     */
    public static Region find(String set) {
        String named = set == null || set.isBlank() ? System.getenv().getOrDefault(OTHER_VARIABLE, "") : set;
        if (!named.isBlank()) {
            if (!REGION.matcher(named.strip()).matches()) {
                throw new InvalidSettingException("AWS_REGION", named, "a region such as eu-central-1");
            }
            return Region.of(named.strip());
        }
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException nowhere) {
            throw new InvalidSettingException(
                    "AWS_REGION",
                    null,
                    "the region of the parameter and the queue, such as eu-central-1; neither " + OTHER_VARIABLE
                            + " nor profile '" + ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow()
                            + "' nor an instance's metadata names one either");
        }
    }

    /** The region that an ARN names; empty for what is no ARN. */
    public static Optional<Region> ofArn(String arn) {
        String[] parts = arn.split(":", 6);
        return parts.length == 6
                        && parts[0].equals("arn")
                        && REGION.matcher(parts[3]).matches()
                ? Optional.of(Region.of(parts[3]))
                : Optional.empty();
    }

    /** The region that a queue's URL names; empty for an endpoint of one's own. */
    public static Optional<Region> ofQueue(String url) {
        Matcher matcher = QUEUE_URL.matcher(url);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(Region.of(matcher.group("now") == null ? matcher.group("once") : matcher.group("now")));
    }
}
