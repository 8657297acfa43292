package io.flowcanary.topology;

import static io.flowcanary.topology.Scene.instant;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said when event time stands still for two minutes of wall time. */
class StaleSourceTest {
    private static final Policy GUIDE = Scene.guide(Call.CANARY, "steps: [5, 100]");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Stream stream = new Stream();
    private final Scene scene = new Scene(stream);

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void nothingIsSaidBeforeTheTimeIsUp() {
        scene.start(GUIDE, "09:00:00").until("09:01:30");
        stream.verdicts();

        pass(118);
        assertThat(stream.verdicts()).isEmpty();
    }

    @Test
    void isSaidOnceUntilWMovesAgain() {
        scene.start(GUIDE, "09:00:00").until("09:01:30");
        stream.verdicts();

        pass(600);
        assertThat(stream.verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.verdict()).isEqualTo(Kind.HOLD);
            assertThat(verdict.reason()).isEqualTo(Reason.STALE_SOURCE);
            assertThat(verdict.transition()).isFalse();
            assertThat(verdict.judgedAt()).isEqualTo(instant("09:01:30"));
            assertThat(verdict.share()).isEqualTo(5);
        });

        scene.until("09:02:10");
        assertThat(stream.verdicts()).extracting(Verdict::reason).containsExactly(Reason.MIN_CALLS);

        pass(600);
        assertThat(stream.verdicts()).extracting(Verdict::reason).containsExactly(Reason.STALE_SOURCE);
    }

    @Test
    void isSaidOfASourceThatNeverSpoke() {
        scene.start(GUIDE, "09:00:00");

        pass(600);

        assertThat(stream.verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reason.STALE_SOURCE);
            assertThat(verdict.explanation()).startsWith("no event and no heartbeat yet");
        });
    }

    @Test
    void isSaidOfARolloutThatStartsWhileTimeStandsStill() {
        scene.until("09:00:00");
        pass(600);
        scene.start(GUIDE, "09:00:00");

        pass(600);

        assertThat(stream.verdicts()).extracting(Verdict::reason).containsExactly(Reason.STALE_SOURCE);
    }

    @Test
    void isSaidOfEachRolloutOnce() {
        scene.start(GUIDE, "09:00:00").until("09:01:30");
        pass(300);
        stream.verdicts();
        new Scene(stream, "other-ivr")
                .start(Scene.guide("other-ivr", "parameter: /other", "steps: [5, 100]"), "09:02:00");

        pass(600);

        assertThat(stream.verdicts())
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.canary()).isEqualTo("other-ivr"));
    }

    @Test
    void isSaidAgainOfTheCanarysNextRollout() {
        scene.start(GUIDE, "09:00:00").until("09:01:30");
        pass(300);
        scene.abort("09:02:00").start(GUIDE, "09:03:00");
        stream.verdicts();

        pass(600);

        assertThat(stream.verdicts()).extracting(Verdict::reason).containsExactly(Reason.STALE_SOURCE);
    }

    @Test
    void isNotSaidWithoutARollout() {
        scene.until("09:01:00");
        pass(600);
        scene.start(GUIDE, "09:01:00").abort("09:01:00");
        stream.verdicts();
        pass(600);

        assertThat(stream.verdicts()).isEmpty();
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            stream.pass(SECOND);
        }
    }
}
