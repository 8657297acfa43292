package io.flowcanary.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The gate as Architect YAML marks every call, and sends it where it was drawn to. */
class CanaryGateFlowTest {
    private final String yaml = text("flow", "canary-gate.yaml");

    @Test
    void everyWayThroughTheGateMarksTheCallAndTakesTheBranchThatWasDrawn() {
        assertThat(GateRules.broken(parse(yaml))).isEmpty();
    }

    @Test
    void thereAreSixWaysThroughTheGate() {
        assertThat(new FlowWalk(parse(yaml)).routes())
                .extracting(Route::end)
                .containsExactlyInAnyOrder(
                        GateRules.CANARY,
                        GateRules.STABLE,
                        GateRules.CANARY,
                        GateRules.STABLE,
                        GateRules.STABLE,
                        GateRules.STABLE);
    }

    @Test
    void theFlowCallsTheDataActionByItsNameAndContract() {
        JsonNode ask = parse(yaml).findValue("callData").at("/category/Canary Gate/dataAction/Canary Gate");
        JsonNode contract = JsonMapper.shared()
                .readTree(text("data-actions", "Canary-Gate-lambda.custom.json"))
                .path("contract");
        assertThat(names(ask.path("inputs"))).isEqualTo(names(contract.at("/input/inputSchema/properties")));
        assertThat(names(ask.path("successOutputs"))).isEqualTo(names(contract.at("/output/successSchema/properties")));
    }

    @Test
    void nothingOfTheCallersIsReadButTheEarlierDraw() {
        assertThat(yaml).doesNotContainIgnoringCase("Call.Ani", "Call.Called", "Call.RemoteName");
        assertThat(StreamSupport.stream(
                                parse(yaml)
                                        .findValue("getParticipantData")
                                        .path("attributes")
                                        .spliterator(),
                                false)
                        .map(one -> one.at("/attribute/name/lit").asString()))
                .containsExactly("canaryVersion", "canaryName");
    }

    /** Each takes the place of the first text after the action that is named, as somebody might while editing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "To stable after a failure   | [Stable_20]       | [Canary_30]            | sends a call of a failing gate to the canary",
                "To stable after a timeout   | [Stable_20]       | [Canary_30]            | sends a call of a failing gate to the canary",
                "To stable after a timeout   | [Stable_20]       | [Stable_21]            | jumps to a task that is not there",
                "Mark a failed draw          | lit: fallback     | lit: v1                | takes a call of a failing gate for one of a version",
                "Mark a late draw            | lit: fallback     | exp: Task.Version      | takes a call of a failing gate for one of a version",
                "Mark a late draw            | lit: canaryName   | lit: canary            | does not mark the call",
                "Mark a failed draw          | lit: canaryVersion | lit: version          | does not mark the call",
                "Mark the drawn version      | exp: Task.Version | lit: v2                | marks another version than was answered",
                "To the canary?              | == \"canary\"     | == \"stable\"          | takes another branch than was drawn",
                "To the canary?              | [Canary_30]       | [Stable_20]            | takes another branch than was drawn",
                "To the canary?              | \"no\":           | \"never\":             | ends outside both branches",
                "Keep the first draw         | exp: Task.EarlierVersion | lit: v1         | forgets the first draw",
                "The canary before?          | [Canary_30]       | [Stable_20]            | takes another branch than was drawn",
            })
    void aFlowThatWasChangedForTheWorseIsRefused(String action, String text, String by, String rule) {
        int at = yaml.indexOf("name: " + action + "\n");
        assertThat(at).as(action).isPositive();
        int found = yaml.indexOf(text, at);
        assertThat(found).as(text).isPositive();

        List<String> broken =
                GateRules.broken(parse(yaml.substring(0, found) + by + yaml.substring(found + text.length())));

        assertThat(broken).anyMatch(said -> said.startsWith(rule));
    }

    @Test
    void aFlowWithoutAWayForTheTimeoutIsRefused() {
        JsonNode flow = parse(yaml);
        ((ObjectNode) flow.findValue("callData").path("outputs")).remove("timeout");
        assertThat(GateRules.broken(flow)).anyMatch(said -> said.startsWith("ends outside both branches"));
    }

    @Test
    void aFlowThatPlaysSomethingBeforeTheBranchIsRefused() {
        JsonNode flow = parse(yaml);
        ((ArrayNode) flow.findValue("callData").at("/outputs/success/actions"))
                .insertObject(0)
                .putObject("playAudio");
        assertThat(GateRules.broken(flow)).anyMatch(said -> said.startsWith("does something before the branch"));
    }

    @Test
    void aFlowThatNeverAsksTheGateIsRefused() {
        JsonNode flow = parse(yaml.replace("callData:", "playAudio:"));
        assertThat(GateRules.broken(flow)).contains("the gate is never asked");
    }

    private static List<String> names(JsonNode node) {
        return node.propertyNames().stream().sorted().toList();
    }

    private static JsonNode parse(String yaml) {
        return YAMLMapper.shared().readTree(yaml);
    }

    private static String text(String folder, String file) {
        try {
            return Files.readString(Path.of("..", "genesys", folder, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
