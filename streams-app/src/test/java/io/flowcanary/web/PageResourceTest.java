package io.flowcanary.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.topology.Call;
import io.flowcanary.topology.Scene;
import io.flowcanary.topology.Stream;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the page is made of, and the answers that it alone asks for; the page itself is tried in a browser. */
class PageResourceTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"(/page/[^\"]+)\"|from \"([^\"]+)\"");

    private final Stream stream = new Stream();
    private final Site site = new Site(stream);

    @AfterEach
    void close() {
        site.close();
        stream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/canaries/main-ivr", "/canaries/a%2Fb", "/canaries/main-ivr/report"})
    void everyPathOfThePageIsServedToAnybodyWithoutInlineScript(String path) {
        HttpResponse<String> page = site.get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContainPattern("<script(?![^>]* src=)").doesNotContain("style=");
    }

    @Test
    void everyFileThatThePageRefersToIsServed() {
        Set<String> files = new TreeSet<>();
        collect("/", files);

        assertThat(files)
                .contains("/page/main.js", "/page/uplot.js", "/page/page.css")
                .hasSizeGreaterThan(10);
    }

    private void collect(String path, Set<String> files) {
        HttpResponse<String> file = site.get(path);
        assertThat(file.statusCode()).as(path).isEqualTo(200);
        if (path.contains("uplot")) {
            return;
        }
        Matcher references = REFERENCE.matcher(file.body());
        while (references.find()) {
            String found = references.group(1) != null ? references.group(1) : references.group(2);
            String name = found.startsWith("./") ? "/page/" + found.substring(2) : found;
            if (files.add(name)) {
                collect(name, files);
            }
        }
    }

    @Test
    void aFileThatHasNotChangedIsNotSentAgain() {
        String tag = site.get("/page/main.js").headers().firstValue("ETag").orElseThrow();

        assertThat(site.get("/page/main.js", "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(site.get("/page/main.js", "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"abc, kim, OPERATOR", ", , OPERATOR"})
    void theCallerIsToldWhatTheyMayDo(String token, String name, String role) {
        HttpResponse<String> answer = token == null
                ? site.get("/api/v1/caller")
                : site.get("/api/v1/caller", "Authorization", "Bearer " + token);
        JsonNode caller = OpenApi.body(answer, "get", "/api/v1/caller");

        assertThat(caller.path("name").asString(null)).isEqualTo(name);
        assertThat(caller.path("role").asString()).isEqualTo(role);
    }

    @Test
    void aGlanceSaysWhyAndWhatComesNext() {
        begun().until("09:05:00");

        JsonNode glance = glance("");

        assertThat(glance.at("/explanation/headline").asString()).startsWith("Hold: ");
        assertThat(glance.at("/explanation/why/0/todo").asString()).isNotEmpty();
        assertThat(glance.at("/explanation/next/share").asInt()).isEqualTo(25);
        assertThat(glance.at("/explanation/next/earliest").asString()).isEqualTo("2026-01-15T09:30:30Z");
        assertThat(glance.at("/verdict/judgedAt").asString()).isEqualTo("2026-01-15T09:05:00Z");
    }

    @Test
    void aGlanceKeepsTheLastComparisonAfterAnOrderAndForgetsAllOfItWithTheNextRollout() {
        Scene scene = begun().until("09:12:00").abort("09:12:00");

        JsonNode aborted = glance("");
        assertThat(aborted.at("/verdict/reason").asString()).isEqualTo("ABORTED");
        assertThat(aborted.at("/verdict/guardrails")).isEmpty();
        assertThat(aborted.at("/compared/judgedAt").asString()).isEqualTo("2026-01-15T09:12:00Z");
        assertThat(aborted.at("/compared/guardrails")).isNotEmpty();

        scene.start(Scene.guide(Call.CANARY, "steps: [5, 25, 100]"), "09:13:30");
        JsonNode restarted = glance("");
        assertThat(restarted.has("verdict") || restarted.has("compared")).isFalse();
        assertThat(restarted.path("evidence")).isEmpty();
        assertThat(restarted.at("/explanation/headline").asString()).startsWith("Nothing is judged yet");
        JsonNode before = glance("?at=2026-01-15T09:05:00Z");
        assertThat(before.at("/verdict/judgedAt").asString()).isEqualTo("2026-01-15T09:05:00Z");
        assertThat(before.at("/compared/judgedAt").asString()).isEqualTo("2026-01-15T09:05:00Z");
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "5, 5", "200, 61"})
    void evidenceIsTakenEvenlyFromTheFirstVerdictToTheLast(int asked, int points) {
        new Scene(stream)
                .start(Scene.evidence(Call.CANARY), "09:00:00")
                .applied(1, 5, "09:00:30")
                .calls("v1", "09:01", 5, 0)
                .calls("v2", "09:01", 5, 0)
                .until("10:01:00");

        JsonNode series = glance("?points=" + asked).at("/evidence/abandonRate");

        assertThat(series).hasSize(points);
        assertThat(series.at("/0/at").asString()).isEqualTo("2026-01-15T09:01:00Z");
        assertThat(series.get(series.size() - 1).path("at").asString()).isEqualTo("2026-01-15T10:01:00Z");
    }

    private Scene begun() {
        return new Scene(stream)
                .start(Scene.guide(Call.CANARY, "steps: [5, 25, 100]"), "09:00:00")
                .applied(1, 5, "09:00:30")
                .calls("v1", "09:01", 5, 0)
                .calls("v2", "09:01", 5, 0);
    }

    private JsonNode glance(String query) {
        return OpenApi.body(
                site.get("/api/v1/canaries/main-ivr/glance" + query), "get", "/api/v1/canaries/{canary}/glance");
    }

    @Test
    void whatNeverHadARolloutHasNoGlance() {
        assertThat(site.get("/api/v1/canaries/nobody/glance").statusCode()).isEqualTo(404);
    }

    @Test
    void onlyVerdictsThatPeopleAreToldOfAreReadWhenAskedFor() {
        Scene scene = new Scene(stream).start(Scene.guide(Call.CANARY, "steps: [5, 25, 100]"), "09:00:00");
        scene.calls("v1", "09:01", 5, 0).until("09:05:00").abort("09:05:00");

        JsonNode told = OpenApi.body(
                site.get("/api/v1/canaries/main-ivr/verdicts?told=true"), "get", "/api/v1/canaries/{canary}/verdicts");

        assertThat(told.path("verdicts"))
                .isNotEmpty()
                .allSatisfy(verdict ->
                        assertThat(verdict.path("transition").asBoolean()).isTrue());
    }
}
