package io.flowcanary.topology;

import static io.flowcanary.topology.Scene.instant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.flowcanary.record.Answer;
import io.flowcanary.record.Command;
import io.flowcanary.record.DeadLetter;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What commands do to a rollout as they pass through the stream. */
class CommandingTest {
    private static final Policy GUIDE = Scene.guide(Call.CANARY, "steps: [5, 25, 100]", "bake: 30m");
    private static final String OTHER = "other-ivr";

    private final Stream stream = new Stream();
    private final Scene scene = new Scene(stream);

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void aStartBeginsARolloutAtTheFirstStep() {
        scene.start(GUIDE, "09:00:00");

        assertThat(stream.rollouts()).singleElement().satisfies(rollout -> {
            assertThat(rollout.canary()).isEqualTo(Call.CANARY);
            assertThat(rollout.state()).isEqualTo(RolloutState.BAKING);
            assertThat(rollout.share()).isEqualTo(5);
            assertThat(rollout.epoch()).isEqualTo(1);
            assertThat(rollout.startedAt()).isEqualTo(instant("09:00:00"));
            assertThat(rollout.confirmedAt()).isNull();
        });
        assertThat(stream.verdicts()).isEmpty();
    }

    @Test
    void everyOrderIsAnsweredFollowedOrNotAndReportsAreNot() {
        scene.start(GUIDE, "09:00:00").applied(1, 5, "09:00:00");
        scene.start(GUIDE, "09:01:00").pause("09:02:00");

        assertThat(stream.answers())
                .extracting(Answer::order, Answer::actor, Answer::followed)
                .containsExactly(
                        tuple("start", "kim", true), tuple("start", "kim", false), tuple("pause", "kim", true));
    }

    @Test
    void aLeaseThatIsGrantedFirstKeepsTheCanaryFromStarting() {
        scene.lease("09:00:00").start(GUIDE, "09:00:00");

        assertThat(stream.rollouts()).isEmpty();
        assertThat(last(stream.answers())).satisfies(answer -> {
            assertThat(answer.refusal()).contains("ci holds lease 1 until 2026-01-15T09:20:00Z");
            assertThat(answer.lease().number()).isEqualTo(1);
        });
    }

    @Test
    void aStartTakesEffectAtWWhenItWasGivenEarlier() {
        scene.until("09:10:30");
        scene.start(GUIDE, "09:00:00").until("09:12:00");

        assertThat(stream.rollouts())
                .singleElement()
                .satisfies(rollout -> assertThat(rollout.startedAt()).isEqualTo(instant("09:10:30")));
        assertThat(stream.verdicts())
                .extracting(Verdict::judgedAt)
                .containsExactly(instant("09:11:00"), instant("09:12:00"));
    }

    @Test
    void theBakeCountsFromTheTimeAtWhichTheShareIsInForce() {
        scene.start(GUIDE, "09:00:00");
        scene.calls("v1", "09:00", 40, 0).calls("v2", "09:00", 20, 0).until("09:10:00");
        assertThat(last(stream.verdicts()).explanation()).contains("waiting for the share of 5 %");

        scene.applied(1, 5, "09:15:30").until("09:45:00");
        assertThat(stream.verdicts()).allMatch(verdict -> verdict.reason() == Reason.BAKING);
        scene.until("09:46:00");

        assertThat(last(stream.verdicts()).verdict()).isEqualTo(Kind.ADVANCE);
        assertThat(last(stream.rollouts())).satisfies(rollout -> {
            assertThat(rollout.share()).isEqualTo(25);
            assertThat(rollout.epoch()).isEqualTo(2);
            assertThat(rollout.confirmedAt()).isNull();
        });
    }

    @Test
    void aShareOfAnotherEpochConfirmsNothing() {
        scene.start(GUIDE, "09:00:00").applied(2, 5, "09:00:00").applied(1, 25, "09:00:00");

        assertThat(stream.rollouts()).hasSize(1);
    }

    @Test
    void anAbortTakesTheShareToZeroAtOnce() {
        scene.start(GUIDE, "09:00:00").abort("09:00:20");

        assertThat(last(stream.rollouts())).satisfies(rollout -> {
            assertThat(rollout.state()).isEqualTo(RolloutState.ROLLED_BACK);
            assertThat(rollout.share()).isZero();
            assertThat(rollout.epoch()).isEqualTo(2);
            assertThat(rollout.override()).isTrue();
        });
        assertThat(stream.verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.verdict()).isEqualTo(Kind.ROLLBACK);
            assertThat(verdict.reason()).isEqualTo(Reason.ABORTED);
            assertThat(verdict.transition()).isTrue();
            assertThat(verdict.previousShare()).isEqualTo(5);
            assertThat(verdict.share()).isZero();
        });
        scene.until("09:10:00");
        assertThat(stream.verdicts()).isEmpty();
    }

    @Test
    void theVerdictOfAnAbortShowsBothVersions() {
        scene.start(GUIDE, "09:00:00").applied(1, 5, "09:00:00");
        scene.calls("v1", "09:00", 40, 0).calls("v2", "09:00", 10, 0).until("09:05:00");
        scene.abort("09:05:20");

        assertThat(last(stream.verdicts()).versions()).satisfies(versions -> {
            assertThat(versions.get("v1").ended()).isEqualTo(40);
            assertThat(versions.get("v2").ended()).isEqualTo(10);
        });
    }

    @Test
    void aStrangersWritePausesUntilResumed() {
        scene.start(GUIDE, "09:00:00").applied(1, 5, "09:00:00").strangerWrites(1, "09:00:30");
        scene.calls("v1", "09:00", 40, 0).calls("v2", "09:00", 20, 20).until("09:02:00");

        assertThat(last(stream.rollouts()).pause()).isEqualTo(Rollout.Pause.EXTERNAL_CHANGE);
        assertThat(stream.verdicts()).hasSize(3).allSatisfy(verdict -> {
            assertThat(verdict.verdict()).isEqualTo(Kind.HOLD);
            assertThat(verdict.reason()).isEqualTo(Reason.EXTERNAL_CHANGE);
        });

        scene.resume("09:02:30");
        assertThat(last(stream.rollouts())).satisfies(rollout -> {
            assertThat(rollout.state()).isEqualTo(RolloutState.BAKING);
            assertThat(rollout.share()).isEqualTo(5);
            assertThat(rollout.epoch()).isEqualTo(2);
            assertThat(rollout.confirmedAt()).isNull();
        });
        scene.until("09:03:00");
        assertThat(last(stream.verdicts()).verdict()).isEqualTo(Kind.ROLLBACK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "malformed-json   | {",
                "malformed-record | ''",
                "unexpected-type  | null",
                "unexpected-type  | {\"type\":\"heartbeat/1\",\"source\":\"test\"}",
                "newer-version    | {\"type\":\"command.start/9\"}",
                "wrong-key        | {\"type\":\"command.abort/1\",\"id\":\"k\",\"canary\":\"else\"}",
                "wrong-key        | {\"type\":\"command.abort/1\",\"id\":\"k\"}",
                "malformed-record | {\"type\":\"command.start/1\",\"canary\":\"main-ivr\",\"policy\":{\"canary\":\"\"}}"
            })
    void buriesACommandThatItCannotUseAndGoesOn(String reason, String json) {
        stream.pipeRawCommand(json.getBytes(StandardCharsets.UTF_8));
        scene.start(GUIDE, "09:00:00").until("09:01:00");

        assertThat(stream.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(reason);
            assertThat(letter.source()).isEqualTo("streams");
            assertThat(letter.origin()).isEqualTo("canary.commands-0@0");
        });
        assertThat(stream.rollouts()).hasSize(1);
        assertThat(stream.verdicts()).hasSize(1);
    }

    @Test
    void buriesACommandWithoutAValueAndGoesOn() {
        stream.pipeRawCommand(null);
        scene.start(GUIDE, "09:00:00");

        assertThat(stream.deadLetters()).extracting(DeadLetter::reason).containsExactly("empty-record");
        assertThat(stream.rollouts()).hasSize(1);
    }

    @Test
    void buriesTotalsThatItCannotUseAndGoesOn() {
        scene.start(GUIDE, "09:00:00");
        stream.pipeRawTally("{".getBytes(StandardCharsets.UTF_8));
        stream.pipeRawTally("null".getBytes(StandardCharsets.UTF_8));
        stream.pipeRawTally(null);
        scene.until("09:01:00");

        assertThat(stream.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly("malformed-json", "unexpected-type", "empty-record");
        assertThat(stream.verdicts()).hasSize(1);
    }

    @Test
    void aRefusedCommandChangesNothing() {
        scene.start(GUIDE, "09:00:00").applied(1, 5, "09:00:00");
        scene.calls("v1", "09:00", 40, 0).calls("v2", "09:00", 20, 0).until("09:10:00");
        stream.rollouts();
        stream.verdicts();

        scene.start(GUIDE, "09:10:00").resume("09:10:00");
        new Scene(stream, OTHER).abort("09:10:00").resume("09:10:00");
        assertThat(stream.rollouts()).isEmpty();
        assertThat(stream.verdicts()).isEmpty();
        assertThat(stream.deadLetters()).isEmpty();

        scene.until("09:32:00");
        assertThat(last(stream.verdicts()).verdict()).isEqualTo(Kind.ADVANCE);
    }

    @Test
    void aCommandThatComesTwiceTakesEffectOnce() {
        Command start = new Command.Start("k", Call.CANARY, instant("09:00:00"), "kim", null, GUIDE, null);
        stream.command(start);
        scene.abort("09:01:00");
        stream.command(start);

        assertThat(stream.rollouts())
                .extracting(Rollout::state)
                .containsExactly(RolloutState.BAKING, RolloutState.ROLLED_BACK);
    }

    @Test
    void twoCanariesAtOnceKeepApart() {
        Scene other = new Scene(stream, OTHER);
        scene.start(GUIDE, "09:00:00").applied(1, 5, "09:00:00");
        other.start(Scene.guide(OTHER, "steps: [10, 100]", "parameter: /other"), "09:00:00");
        scene.calls("v1", "09:00", 40, 0).calls("v2", "09:00", 20, 0);
        other.calls("v1", "09:00", 30, 0).calls("v2", "09:00", 25, 25);
        scene.until("09:02:00");

        assertThat(last(verdictsOf(stream.verdicts(), OTHER)).verdict()).isEqualTo(Kind.ROLLBACK);
        scene.until("09:32:00");
        List<Verdict> verdicts = stream.verdicts();
        assertThat(verdictsOf(verdicts, OTHER)).isEmpty();
        assertThat(last(verdicts)).satisfies(verdict -> {
            assertThat(verdict.verdict()).isEqualTo(Kind.ADVANCE);
            assertThat(verdict.versions().get("v1").ended()).isEqualTo(40);
            assertThat(verdict.versions().get("v2").ended()).isEqualTo(20);
        });
    }

    @Test
    void aSecondRolloutOfTheSameParameterIsRefusedUntilTheFirstEnds() {
        Policy same = Scene.guide(OTHER, "steps: [10, 100]");
        Scene other = new Scene(stream, OTHER);
        scene.start(GUIDE, "09:00:00");

        other.start(same, "09:00:00");
        assertThat(stream.rollouts()).extracting(Rollout::canary).containsExactly(Call.CANARY);

        scene.abort("09:01:00");
        other.start(same, "09:01:00");
        assertThat(stream.rollouts()).extracting(Rollout::canary).containsExactly(Call.CANARY, OTHER);
    }

    private static List<Verdict> verdictsOf(List<Verdict> verdicts, String canary) {
        return verdicts.stream()
                .filter(verdict -> verdict.canary().equals(canary))
                .toList();
    }

    private static <T> T last(List<T> all) {
        assertThat(all).isNotEmpty();
        return all.get(all.size() - 1);
    }
}
