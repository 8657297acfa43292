package io.flowcanary.rollout;

import static io.flowcanary.rollout.Play.NINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.policy.Policies;
import io.flowcanary.record.Command;
import io.flowcanary.record.LeaseGrant;
import io.flowcanary.record.Policy;
import io.flowcanary.record.RolloutState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The deployment lock's leases: while one holds, its canary does not start. */
class LeasingTest {
    private static final Policy GUIDE = Policies.guide("steps: [5, 25, 100]");

    @Test
    void aLeaseIsGrantedWithANumberAndAnEnd() {
        Play play = new Play().lease(20);

        assertThat(play.last.answer().orElseThrow().lease())
                .isEqualTo(new LeaseGrant(1, "ci", NINE, NINE.plusSeconds(1200)));
    }

    @Test
    void numbersRiseAndNeverRepeat() {
        Play play = new Play().lease(20).release(1).lease(20).skip(20).lease(20);

        assertThat(play.state.lease().number()).isEqualTo(3);
    }

    @Test
    void onlyOneHoldsAtATime() {
        Play play = new Play().lease(20).skip(19).lease(20);
        assertThat(play.last.refusal())
                .contains("ci holds lease 1 until 2026-01-15T09:20:00Z: wait until it is released");

        play.skip(1).lease(20);
        assertThat(play.state.lease().number()).isEqualTo(2);
    }

    @Test
    void noneIsGrantedWhileARolloutIsActive() {
        Play play = Play.begun(GUIDE).lease(20);

        assertThat(play.last.refusal())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("active at 5 %").contains("2026-01-15T09:00:00Z"));
        assertThat(play.abort().applied().lease(20).last.refusal()).isEmpty();
    }

    @Test
    void aCanaryDoesNotStartWhileSomebodyElseHoldsTheLease() {
        Play play = new Play().lease(20).start(GUIDE);
        assertThat(play.last.refusal())
                .hasValueSatisfying(why -> assertThat(why).contains("ci holds lease 1"));
        assertThat(play.rollout()).isNull();

        play.command(start(2L));
        assertThat(play.rollout()).isNull();

        play.skip(20).start(GUIDE);
        assertThat(play.rollout().state()).isEqualTo(RolloutState.BAKING);
    }

    @Test
    void theHolderStartsWithItsNumberAndTheLeaseEnds() {
        Play play = new Play().lease(20).command(start(1L));

        assertThat(play.rollout().state()).isEqualTo(RolloutState.BAKING);
        assertThat(play.state.lease()).isNull();
        assertThat(play.release(1).last.refusal()).isPresent();
    }

    @Test
    void aRestartRespectsALeaseToo() {
        assertThat(Play.begun(GUIDE).abort().applied().lease(20).restart().last.refusal())
                .isPresent();
    }

    @Test
    void anEndedLeaseIsNotReleasedForItsSuccessor() {
        Play play = new Play().lease(20).skip(20).lease(20).release(1);

        assertThat(play.last.refusal()).isPresent();
        assertThat(play.state.lease().number()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"PT9S", "PT4H1S", "PT-1H"})
    void itsLengthIsBounded(String length) {
        Play play = new Play().command(new Command.Lease("k", "main-ivr", NINE, "ci", null, Duration.parse(length)));

        assertThat(play.last.refusal()).isPresent();
        assertThat(play.state.lease()).isNull();
    }

    private static Command start(long lease) {
        return new Command.Start("k-start-" + lease, "main-ivr", NINE, "ci", null, GUIDE, lease);
    }
}
