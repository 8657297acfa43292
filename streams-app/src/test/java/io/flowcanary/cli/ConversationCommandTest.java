package io.flowcanary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationCommandTest {
    private final FakeService service = new FakeService();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aConversationThatNobodyKnowsIsToldWithTheLikelyReasons() {
        Cli cli = service.run("conversation", "c-1");

        assertThat(cli.exit()).isOne();
        assertThat(cli.err()).contains("nothing is known about conversation c-1", "no event of it was read");
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void aServerThatWantsATokenIsToldWithTheWayToGiveOne() {
        service.refuses("/api/v1/conversations/c-1", 401, "no token");

        Cli cli = service.run("conversation", "c-1");

        assertThat(cli.exit()).isOne();
        assertThat(cli.err()).contains("--token-file or FLOW_CANARY_TOKEN");
    }

    @Test
    void aServerThatIsAwayIsNamedWithTheWayToAnother() {
        service.close();

        Cli cli = service.run("conversation", "c-1");

        assertThat(cli.exit()).isOne();
        assertThat(cli.err()).contains(service.url() + " does not answer", "--server or FLOW_CANARY_SERVER");
    }
}
