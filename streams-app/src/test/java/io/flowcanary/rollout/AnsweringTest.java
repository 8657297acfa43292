package io.flowcanary.rollout;

import static io.flowcanary.rollout.Play.NINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.policy.Policies;
import io.flowcanary.record.Command;
import io.flowcanary.record.Policy;
import io.flowcanary.record.RolloutState;
import org.junit.jupiter.api.Test;

/** Each order acts once, and is answered whenever it comes. */
class AnsweringTest {
    private static final Policy GUIDE = Policies.guide("steps: [5, 25, 100]");

    @Test
    void aCommandSeenTwiceTakesEffectOnce() {
        Command start = new Command.Start("k-start", "main-ivr", NINE, "kim", null, GUIDE, null);
        Command abort = new Command.Abort("k-abort", "main-ivr", NINE, "kim", null);
        Play play = new Play().command(start).command(abort);

        play.command(start);
        assertThat(play.rollout().state()).isEqualTo(RolloutState.ROLLED_BACK);
        play.start(GUIDE).command(abort);
        assertThat(play.rollout().state()).isEqualTo(RolloutState.BAKING);
        assertThat(play.last.rollout()).isEmpty();
        assertThat(play.last.verdicts()).isEmpty();
    }

    @Test
    void anOrderThatArrivesTwiceIsAnsweredTwiceAlike() {
        Command refused = new Command.Start("k-again", "main-ivr", NINE, "kim", null, GUIDE, null);
        Play play = Play.begun(GUIDE).command(refused);
        String refusal = play.last.answer().orElseThrow().refusal();
        play.abort().command(refused);

        assertThat(play.last.answer().orElseThrow().refusal())
                .isEqualTo(refusal)
                .contains("active at 5 %");
        assertThat(play.last.answer().orElseThrow().rollout().state()).isEqualTo(RolloutState.ROLLED_BACK);
    }

    @Test
    void anAnswerSaysWhoAskedForWhatAndWhatStandsNow() {
        Play play = Play.begun(GUIDE).abort();

        assertThat(play.last.answer()).hasValueSatisfying(answer -> {
            assertThat(answer.order()).isEqualTo("abort");
            assertThat(answer.actor()).isEqualTo("kim");
            assertThat(answer.reason()).isEqualTo("looks bad");
            assertThat(answer.followed()).isTrue();
            assertThat(answer.rollout()).isEqualTo(play.rollout());
        });
    }

    @Test
    void reportsOfTheKeeperAreNotAnswered() {
        assertThat(Play.begun(GUIDE).last.answer()).isEmpty();
        assertThat(Play.begun(GUIDE).strangerWrites().last.answer()).isEmpty();
    }

    @Test
    void aRefusedCommandDoesNotTakeEffectLater() {
        Command tooEarly = new Command.Start("k-early", "main-ivr", NINE, "kim", null, GUIDE, null);
        Play play = Play.begun(GUIDE).command(tooEarly).abort();

        play.command(tooEarly);

        assertThat(play.rollout().state()).isEqualTo(RolloutState.ROLLED_BACK);
    }

    @Test
    void remembersTheLatestHundredOrders() {
        Play play = new Play();

        for (int i = 0; i < 150; i++) {
            play.resume();
        }

        assertThat(play.state.orders().keySet()).hasSize(100).startsWith("k-50").endsWith("k-149");
    }

    @Test
    void everyOrderIsFollowedOrRefusedInWords() {
        Play play = new Play();

        for (Class<?> kind : Command.Order.class.getPermittedSubclasses()) {
            assertThat(play.command(Orders.of(kind, play.id(), GUIDE)).last.answer())
                    .as(kind.getSimpleName())
                    .isPresent();
        }
    }
}
