package io.flowcanary.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Messages;
import io.flowcanary.topology.Call;
import io.flowcanary.topology.Scene;
import io.flowcanary.topology.Stream;
import java.net.http.HttpResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Two instances over the same state: the first owns it, the other is asked. */
class AnywhereTest {
    private static final String ONE = "/api/v1/canaries/main-ivr";
    private static final HostInfo AWAY = new HostInfo("127.0.0.1", Site.freePort());

    private final Stream stream = new Stream();
    private final Site owner = new Site(stream);
    private final Site asked = new Site(stream);
    private final Scene scene = new Scene(stream);

    @BeforeEach
    void ownedByTheFirst() {
        asked.shards.owner = owner.self;
        scene.start(Scene.guide(Call.CANARY, "steps: [5, 100]"), "09:00:00")
                .calls("v1", "09:00", 3, 1)
                .until("09:05:00");
    }

    @AfterEach
    void close() {
        asked.close();
        owner.close();
        stream.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ONE,
                ONE + "/tallies?window=PT2H",
                ONE + "/tallies?by=minute",
                ONE + "/verdicts?limit=2",
                ONE + "/verdicts?limit=0",
                ONE + "/orders",
                ONE + "/evidence",
                "/api/v1/canaries/nobody",
                "/api/v1/canaries",
                "/api/v1/source",
                "/api/v1/conversations/main-ivr-k-1",
                "/api/v1/conversations/nobody"
            })
    void bothAnswerAlike(String path) {
        HttpResponse<String> own = owner.get(path);
        HttpResponse<String> passedOn = asked.get(path);

        assertThat(passedOn.statusCode()).isEqualTo(own.statusCode());
        assertThat(passedOn.body()).isEqualTo(own.body());
        assertThat(passedOn.headers().firstValue("Content-Type"))
                .isEqualTo(own.headers().firstValue("Content-Type"));
    }

    @Test
    void theAskersAuthorizationIsPassedOn() {
        String[] seen = new String[1];
        try (Witness witness = Witness.start(request -> seen[0] = request.getHeader("Authorization"))) {
            asked.shards.owner = new HostInfo("127.0.0.1", witness.port());

            asked.get(ONE, "Authorization", "Bearer abc");
        }

        assertThat(seen[0]).isEqualTo("Bearer abc");
    }

    @Test
    void aQuestionIsPassedOnOnceOnly() {
        owner.shards.owner = asked.self;

        HttpResponse<String> response = asked.get(ONE);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void whileTheOwnerIsAwayACopyAnswersAndSaysSo() {
        asked.shards.owner = AWAY;
        asked.shards.standby = asked.self;

        HttpResponse<String> response = asked.get(ONE);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Messages.json().readTree(response.body()).path("stale").asBoolean())
                .isTrue();
        OpenApi.body(response, "get", "/api/v1/canaries/{canary}");
    }

    @Test
    void whileTheOwnerIsAwayAnotherInstancesCopyAnswersToo() {
        asked.shards.owner = AWAY;
        asked.shards.standby = owner.self;
        owner.shards.owner = AWAY;
        owner.shards.standby = owner.self;

        HttpResponse<String> response = asked.get(ONE + "/tallies");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Messages.json().readTree(response.body()).path("stale").asBoolean())
                .isTrue();
    }

    @Test
    void aCopyThatIsNotUpToDateAnswersNothing() {
        asked.shards.owner = AWAY;
        asked.shards.standby = asked.self;
        asked.shards.copyReady = false;

        assertThat(asked.get(ONE).statusCode()).isEqualTo(503);
        assertThat(asked.get("/api/v1/canaries/nobody").statusCode()).isEqualTo(503);
    }

    @Test
    void anOwnerThatIsNotReadyIsNoAnswer() {
        owner.shards.ready = false;

        assertThat(asked.get(ONE).statusCode()).isEqualTo(503);
    }

    @Test
    void partitionsThatNobodyAnswersForAreNamedAsMissing() {
        owner.shards.lost.add(4);
        asked.shards.lost.add(4);

        HttpResponse<String> response = asked.get("/api/v1/canaries");

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode list = OpenApi.body(response, "get", "/api/v1/canaries");
        assertThat(list.path("missing").toString()).isEqualTo("[4]");
        assertThat(list.path("canaries")).hasSize(1);
    }

    @Test
    void aListOfWhichEverythingIsMissingIsNoAnswer() {
        owner.shards.ready = false;

        assertThat(asked.get("/api/v1/canaries").statusCode()).isEqualTo(503);
    }

    @Test
    void theGateIsClosedWhileOnlyACopyCanTellHowTheCanaryStands() {
        scene.abort("09:06:00").applied(2, 0, "09:06:01");
        assertThat(asked.get(ONE + "/gate").statusCode()).isEqualTo(200);
        asked.shards.owner = AWAY;
        asked.shards.standby = asked.self;

        HttpResponse<String> response = asked.get(ONE + "/gate");

        assertThat(response.statusCode()).isEqualTo(423);
        assertThat(OpenApi.body(response, "get", "/api/v1/canaries/{canary}/gate")
                        .path("reason")
                        .asString())
                .contains("is away");
    }
}
