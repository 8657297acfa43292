package io.flowcanary.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The SDK's own words, as its version in use says them; that it still does is seen with each shipped jar. */
class MissingCredentialsTest {
    private static final String ENVIRONMENT =
            "Unable to load credentials from system settings. Access key must be specified either via environment variable"
                    + " (AWS_ACCESS_KEY_ID) or system property (aws.accessKeyId).";
    private static final String WEB =
            "Either the environment variable AWS_WEB_IDENTITY_TOKEN_FILE or the javaproperty aws.webIdentityTokenFile must be set.";
    private static final String PROFILE =
            "Profile file contained no credentials for profile 'default': ProfileFile(sections=[])";
    private static final String CONTAINER =
            "Cannot fetch credentials from container - neither AWS_CONTAINER_CREDENTIALS_FULL_URI or"
                    + " AWS_CONTAINER_CREDENTIALS_RELATIVE_URI environment variables are set.";
    private static final String INSTANCE =
            "IMDS credentials have been disabled by environment variable or system property.";

    private static SdkClientException chain(
            String environment, String web, String name, String profile, String container, String instance) {
        String header = "ProfileCredentialsProvider(profileName=" + name
                + ", profileFile=ProfileFile(sections=[profiles], profiles=[Profile(name=" + name
                + ", properties=[region])]))";
        return SdkClientException.create("Unable to load credentials from any of the providers in the chain"
                + " AwsCredentialsProviderChain(credentialsProviders=[SystemPropertyCredentialsProvider(),"
                + " EnvironmentVariableCredentialsProvider(), WebIdentityTokenFileCredentialsProvider(), " + header
                + ", ContainerCredentialsProvider(), InstanceProfileCredentialsProvider()]) :"
                + " [SystemPropertyCredentialsProvider(): " + ENVIRONMENT
                + ", EnvironmentVariableCredentialsProvider(): "
                + environment + ", WebIdentityTokenFileCredentialsProvider(): " + web + ", " + header + ": " + profile
                + ", ContainerCredentialsProvider(): " + container + ", InstanceProfileCredentialsProvider(): "
                + instance
                + "]");
    }

    private static String said(SdkClientException error) {
        return MissingCredentials.behind(error).orElseThrow().text();
    }

    @Test
    void nothingSetUpAnywhereSaysWhatCanBe() {
        assertThat(said(chain(ENVIRONMENT, WEB, "default", PROFILE, CONTAINER, INSTANCE)))
                .isEqualTo(
                        "no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where"
                                + " a role is given");
    }

    @Test
    void anExpiredSsoSessionNamesTheLoginOfItsProfile() {
        String expired =
                "The SSO session associated with this profile has expired or is otherwise invalid. To refresh this"
                        + " SSO session run aws sso login with the corresponding profile.";
        assertThat(said(chain(ENVIRONMENT, WEB, "work", expired, CONTAINER, INSTANCE)))
                .isEqualTo("the SSO session of profile 'work' has expired: run: aws sso login --profile work");
    }

    @Test
    void aProfileThatIsNotThereIsNamed() {
        assertThat(said(chain(
                        ENVIRONMENT,
                        WEB,
                        "wrok",
                        "Profile file contained no credentials for profile 'wrok': ProfileFile(sections=[])",
                        CONTAINER,
                        INSTANCE)))
                .startsWith("profile 'wrok' gives no credentials: correct AWS_PROFILE");
    }

    @Test
    void aWebIdentityThatStsRefusesIsNamed() {
        assertThat(said(chain(
                        ENVIRONMENT,
                        "Not authorized to perform sts:AssumeRoleWithWebIdentity (Service: Sts, Status Code: 403)",
                        "default",
                        PROFILE,
                        CONTAINER,
                        INSTANCE)))
                .contains("AWS_WEB_IDENTITY_TOKEN_FILE", "Not authorized to perform", "trust policy");
    }

    @ParameterizedTest
    @CsvSource({
        "Failed to load credentials from metadata service., container's credentials endpoint gives none",
        "Unable to parse, container's credentials endpoint gives none"
    })
    void aContainerThatGivesNoneIsNamed(String reason, String text) {
        assertThat(said(chain(ENVIRONMENT, WEB, "default", PROFILE, reason, INSTANCE)))
                .contains(text);
    }

    @Test
    void aKeyWithoutItsSecretIsNamed() {
        assertThat(said(chain(
                        "Unable to load credentials from system settings. Secret key must be specified either via environment"
                                + " variable (AWS_SECRET_ACCESS_KEY) or system property (aws.secretAccessKey).",
                        WEB,
                        "default",
                        PROFILE,
                        CONTAINER,
                        INSTANCE)))
                .startsWith("AWS_ACCESS_KEY_ID is set without its secret");
    }

    @Test
    void anotherFailureIsNotAboutCredentials() {
        assertThat(MissingCredentials.behind(SdkClientException.create("Connection refused")))
                .isEmpty();
    }
}
