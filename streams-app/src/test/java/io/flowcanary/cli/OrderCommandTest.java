package io.flowcanary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.RolloutState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class OrderCommandTest {
    private static final String CANARY = "/api/v1/canaries/main-ivr";

    @TempDir
    private Path directory;

    private final FakeService service = new FakeService();

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "advance", "promote", "abort", "restart"})
    void anOrderSaysWhoAndWhyAndIsAnsweredWithWhereTheRolloutStands(String order) {
        service.says(CANARY + "/" + order, Told.answer(order, RolloutState.BAKING, 5));

        Cli cli = service.run(order, "main-ivr", "--actor", "kim", "--reason", "new menu", "--order-id", "k-1");

        assertThat(cli.exit()).isZero();
        assertThat(cli.out()).startsWith("main-ivr: " + order + " followed; now BAKING, step 1 of 4, 5 %");
        assertThat(service.posted()).singleElement().satisfies(asked -> {
            assertThat(asked.id()).isEqualTo("k-1");
            assertThat(asked.json().path("actor").asString()).isEqualTo("kim");
            assertThat(asked.json().path("reason").asString()).isEqualTo("new menu");
            assertThat(asked.token()).isNull();
        });
    }

    @Test
    void theSameCanBeHadAsJson() {
        service.says(CANARY + "/pause", Told.answer("pause", RolloutState.PAUSED, 5));

        JsonNode json = io.flowcanary.record.Messages.json()
                .readTree(service.run("pause", "main-ivr", "--output", "json").out());

        assertThat(json.at("/rollout/state").asString()).isEqualTo("PAUSED");
    }

    @Test
    void aResumptionAdoptsWhenItIsAsked() {
        service.says(CANARY + "/resume", Told.answer("resume", RolloutState.BAKING, 25));

        service.run("resume", "main-ivr");
        service.run("resume", "main-ivr", "--adopt");

        assertThat(service.posted())
                .extracting(asked -> asked.json().path("adopt").asBoolean())
                .containsExactly(false, true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            409 | the rollout has ended: restart it  | 1 | flow-canary: the rollout has ended: restart it
            400 | the body's field 'actor'           | 2 | flow-canary: the body's field 'actor'
            401 | no token                           | 1 | answers 401: no token (it needs a token: use --token-file or FLOW_CANARY_TOKEN)
            403 | viewers order nothing              | 1 | the token's role does not allow it
            503 | a rebalance is under way           | 1 | answers 503: a rebalance is under way
            504 | ask for order k-1                  | 1 | answers 504: ask for order k-1
            """)
    void aRefusalIsToldInThePlainWordsOfTheService(int status, String detail, int exit, String told) {
        service.refuses(CANARY + "/abort", status, detail);

        Cli cli = service.run("abort", "main-ivr");

        assertThat(cli.exit()).isEqualTo(exit);
        assertThat(cli.err()).contains(told);
        assertThat(cli.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 504})
    void anOrderIsGivenAgainAsTheSameOneWhileThereIsNoAnswer(int status) {
        service.refuses(CANARY + "/abort", status, "not yet")
                .says(CANARY + "/abort", Told.answer("abort", RolloutState.ROLLED_BACK, 0));

        Cli cli = service.run("abort", "main-ivr");

        assertThat(cli.exit()).isZero();
        assertThat(service.posted()).hasSize(2);
        assertThat(service.posted())
                .extracting(FakeService.Asked::id)
                .containsOnly(service.posted().get(0).id());
    }

    @Test
    void aTokenComesFromAFileAndIsNeverAnOption() throws IOException {
        service.says(CANARY + "/pause", Told.answer("pause", RolloutState.PAUSED, 5));
        Path file = Files.writeString(directory.resolve("token"), "s3cret\n");

        service.run("pause", "main-ivr", "--token-file", file.toString());

        assertThat(service.posted())
                .singleElement()
                .extracting(FakeService.Asked::token)
                .isEqualTo("Bearer s3cret");
        assertThat(service.run("pause", "main-ivr", "--token", "s3cret").exit()).isEqualTo(2);
    }

    @Test
    void aServiceThatDoesNotAnswerIsNamedWithWhatToDo() {
        service.close();

        Cli cli = service.run("pause", "main-ivr");

        assertThat(cli.exit()).isEqualTo(1);
        assertThat(cli.err())
                .contains(service.url() + " does not answer (ConnectException", "--server or FLOW_CANARY_SERVER");
    }

    @Test
    void anAnswerFromSomethingElseIsSaidToBeOne() {
        service.says(CANARY + "/pause", 502, "<html>");

        assertThat(service.run("pause", "main-ivr").err()).contains("answers 502, but it is not the streams service");
    }
}
