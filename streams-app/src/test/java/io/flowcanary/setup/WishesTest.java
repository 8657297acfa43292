package io.flowcanary.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WishesTest {
    private static Wishes wishes(String name, String source, String parameter, String mail, String verdictsTo) {
        return new Wishes(name, source, null, parameter, List.of(mail), List.of(), verdictsTo, "gate");
    }

    @Test
    void theOrganizationIsPartOfTheSource() {
        assertThat(Accounts.QUEUE.organization()).isEqualTo("3f6b9e2c-0000-4000-8000-1234567890ab");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Flow | aws.partner/genesys.com/cloud/a/b | /p | a@b | arn:aws:sns:eu-west-1:123456789012:t | --name Flow",
                "flow | genesys.com/cloud/a/b | /p | a@b | arn:aws:sns:eu-west-1:123456789012:t | --event-source genesys",
                "flow | aws.partner/genesys.com/cloud/a/b | p q | a@b | arn:aws:sns:eu-west-1:123456789012:t | --parameter p q",
                "flow | aws.partner/genesys.com/cloud/a/b | /aws/p | a@b | arn:aws:sns:eu-west-1:123456789012:t | --parameter: /aws/p",
                "flow | aws.partner/genesys.com/cloud/a/b | /p | ab | arn:aws:sns:eu-west-1:123456789012:t | --alert-email ab",
                "flow | aws.partner/genesys.com/cloud/a/b | /p | a@b | arn:aws:s3:::t | --verdicts-to arn:aws:s3"
            })
    void anErrorNamesTheOptionAndWhatIsExpected(
            String name, String source, String parameter, String mail, String verdictsTo, String said) {
        assertThatThrownBy(() -> wishes(name, source, parameter, mail, verdictsTo))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(said)
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://bridge.example.com/", "ftp://127.0.0.1/", "bridge"})
    void postsGoOverHttpsUnlessTheyStayOnTheMachine(String endpoint) {
        assertThatThrownBy(() -> new Wishes.Post(
                        URI.create(endpoint), "arn:aws:iam::123456789012:role/post", "X-Api-Key", 1, false))
                .hasMessageContaining("--endpoint " + endpoint);
    }

    @Test
    void anEndpointNeedsARole() {
        assertThatThrownBy(() -> new Wishes.Post(URI.create("https://a/"), null, "X-Api-Key", 1, false))
                .hasMessageContaining("--invocation-role");
    }
}
