package io.flowcanary.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.topology.Call;
import io.flowcanary.topology.Scene;
import io.flowcanary.topology.Stream;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class GateResourceTest {
    private static final String ONE = "/api/v1/canaries/main-ivr";

    private final Stream stream = new Stream();
    private final Site site = new Site(stream);

    @AfterEach
    void close() {
        site.close();
        stream.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void isOpenWhileNothingGoesOnAndTheShareIsSettled(int share) {
        site.share = share;

        JsonNode gate = gate(200);

        assertThat(gate.path("open").asBoolean()).isTrue();
        assertThat(gate.path("share").asInt()).isEqualTo(share);
    }

    @Test
    void readsTheDefaultParameterForACanaryThatNeverHadARollout() {
        gate(200);

        assertThat(site.readParameter).isEqualTo("/genesys/canary/percentage");
    }

    @Test
    void readsTheParameterOfTheLastRollout() {
        new Scene(stream)
                .start(Scene.guide(Call.CANARY, "parameter: /mine"), "09:00:00")
                .abort("09:01:00");

        gate(423);

        assertThat(site.readParameter).isEqualTo("/mine");
    }

    @Test
    void isClosedUntilTheLastRolloutsShareIsInForceWhateverSsmHolds() {
        new Scene(stream).start(Scene.guide(Call.CANARY), "09:00:00").abort("09:01:00");
        site.share = 100;

        JsonNode gate = gate(423);

        assertThat(gate.path("reason").asString())
                .isEqualTo("the last rollout's share is not in force: 0 % wanted, not yet in force");
        assertThat(gate.path("since").asString()).isEqualTo("2026-01-15T09:01:00Z");
    }

    @Test
    void isClosedWhileTheShareIsBetween() {
        site.share = 25;

        assertThat(gate(423).path("reason").asString()).contains("is 25 %");
    }

    @Test
    void isClosedWhileTheShareCannotBeKnown() {
        site.share = null;

        assertThat(gate(423).path("reason").asString()).contains("AWS is away");
    }

    @Test
    void isClosedWhileARolloutIsActiveAndSaysWhoseAndUntilWhen() {
        new Scene(stream).start(Scene.guide(Call.CANARY, "deadline: {after: 2h, then: rollback}"), "09:00:00");

        JsonNode gate = gate(423);

        assertThat(gate.path("who").asString()).isEqualTo("kim");
        assertThat(gate.path("since").asString()).isEqualTo("2026-01-15T09:00:00Z");
        assertThat(gate.path("until").asString()).isEqualTo("2026-01-15T11:00:00Z");
    }

    @Test
    void namesNoEndOfARolloutThatHoldsAtItsDeadline() {
        new Scene(stream).start(Scene.guide(Call.CANARY, "deadline: {after: 2h, then: hold}"), "09:00:00");

        assertThat(gate(423).has("until")).isFalse();
    }

    @Test
    void isClosedWhileSomebodyHoldsTheLease() {
        site.post(ONE + "/lease", "{\"length\":\"PT20M\",\"actor\":\"ci\"}");

        JsonNode gate = gate(423);

        assertThat(gate.path("who").asString()).isEqualTo("ci");
        assertThat(gate.path("until").asString()).isEqualTo("2026-01-15T12:20:00Z");
    }

    @Test
    void isClosedWhileNobodyCanTellHowTheCanaryStands() {
        site.shards.ready = false;

        assertThat(gate(423).path("reason").asString()).contains("not known").contains("REBALANCING");
    }

    private JsonNode gate(int status) {
        HttpResponse<String> response = site.get(ONE + "/gate");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return OpenApi.body(response, "get", "/api/v1/canaries/{canary}/gate");
    }
}
