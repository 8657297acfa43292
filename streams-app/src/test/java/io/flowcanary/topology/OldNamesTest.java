package io.flowcanary.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Answer;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.ShareTrouble;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Reason;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rollout that an earlier release began with a name that no policy may have today. */
class OldNamesTest {
    private static final String GOOD = "/genesys/canary/percentage";

    @AutoClose
    private final Stream stream = new Stream();

    private Scene scene;

    @ParameterizedTest
    @ValueSource(strings = {"a/b/c", "/aws/canary", "ssm-canary", "arn:aws:ssm:eu-central-1:000000000000:parameter/p"})
    void itGoesOnAndSaysThatItsShareIsNotInForceWhyAndWhatToDo(String parameter) {
        running(parameter);

        scene.until("09:03:30");
        Verdict waiting = latest();
        assertThat(waiting.reason()).isEqualTo(Reason.BAKING);
        assertThat(waiting.explanation()).contains("waiting for the share of 5 % to be in force");

        scene.refused(1, 5, trouble(), "09:04:00");
        Verdict told = latest();
        assertThat(told.reason()).isEqualTo(Reason.NOT_IN_FORCE);
        assertThat(told.transition()).isTrue();
        assertThat(told.explanation())
                .isEqualTo("5 % wanted; SSM has no such parameter: refused, AWS does not take the request;"
                        + " start it again with another name");
        scene.until("09:06:30");
        assertThat(latest().reason()).isEqualTo(Reason.NOT_IN_FORCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b/c", "/aws/canary"})
    void itCanBeAbortedAndStartedAgainWithAnotherNameButNotWithItsOwn(String parameter) {
        running(parameter);

        scene.abort("09:05:00");
        Rollout aborted = rollout();
        assertThat(aborted.state()).isEqualTo(RolloutState.ROLLED_BACK);
        assertThat(aborted.inForce()).isFalse();

        stream.answers();
        scene.restart("09:06:00");
        assertThat(stream.answers())
                .extracting(Answer::refusal)
                .singleElement()
                .asString()
                .startsWith("parameter: " + parameter + " is not allowed; expected ");

        scene.start(Scene.evidence(Call.CANARY), "09:07:00");
        Rollout again = rollout();
        assertThat(again.state()).isEqualTo(RolloutState.BAKING);
        assertThat(again.policy().parameter()).isEqualTo(GOOD);
    }

    /** At 5 %, unconfirmed, since 09:00. */
    private void running(String parameter) {
        try (Stream earlier = new Stream()) {
            scene = new Scene(earlier)
                    .start(Scene.evidence(Call.CANARY), "09:00:00")
                    .in(stream);
            String kept = earlier.kept(Call.CANARY);
            assertThat(kept).contains("\"" + GOOD + "\"");
            stream.holds(Call.CANARY, kept.replace("\"" + GOOD + "\"", "\"" + parameter + "\""));
        }
        scene.calls("v1", "09:01", 3, 0);
    }

    private static ShareTrouble trouble() {
        return new ShareTrouble(
                Scene.instant("09:03:30"),
                "",
                "bad-request",
                "ValidationException",
                "refused, AWS does not take the request",
                "start it again with another name");
    }

    private Verdict latest() {
        return stream.verdicts().stream().reduce((earlier, later) -> later).orElseThrow();
    }

    private Rollout rollout() {
        return stream.rollouts().stream().reduce((earlier, later) -> later).orElseThrow();
    }
}
