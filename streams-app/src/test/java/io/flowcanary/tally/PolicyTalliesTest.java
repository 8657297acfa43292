package io.flowcanary.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.assemble.AssembleSettings;
import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.Verdict;
import io.flowcanary.replay.Envelopes;
import io.flowcanary.replay.Replay;
import io.flowcanary.topology.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same calls, counted by one policy and by another. */
class PolicyTalliesTest {
    private final Call call = new Call("c-1");

    @Test
    void everyAbandonCountsUnlessThePolicySaysOtherwise() {
        assertThat(tally("", waits("09:00:30", "09:00:31")).abandoned()).isEqualTo(1);
        assertThat(tally("", waits("09:00:30", "09:00:31")).shortAbandoned()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"09:00:34.999, 0, 1", "09:00:35.000, 1, 0", "09:01:40, 1, 0"})
    void aCallerWhoGivesUpSoonerThanThePolicyCountsIsShownBesideTheAbandons(String until, long abandoned, long soon) {
        VersionTally tally = tally("shortAbandon: 5s", waits("09:00:30", until));

        assertThat(tally.abandoned()).isEqualTo(abandoned);
        assertThat(tally.shortAbandoned()).isEqualTo(soon);
        assertThat(tally.genesys().abandoned()).as("as Genesys counts").isEqualTo(1);
    }

    @Test
    void theWaitThatTheQueueToldDecidesBeforeThatOfItsEvents() {
        ConversationEvent end = call.queueEnd("09:00:32", "ABANDON");
        VersionTally tally = tally("shortAbandon: 5s", call.queueStart("09:00:30"), Call.waited(end, 8_000));

        assertThat(tally.abandoned()).isEqualTo(1);
    }

    @Test
    void anAbandonWhoseWaitNobodyKnowsCounts() {
        assertThat(tally("shortAbandon: 60s", call.queueEnd("09:00:32", "ABANDON"))
                        .abandoned())
                .isEqualTo(1);
    }

    @Test
    void aCallerWhoGaveUpTwiceCountsByTheLongerWait() {
        VersionTally tally = tally(
                "shortAbandon: 5s",
                call.queueStart("09:00:30"),
                call.queueEnd("09:00:32", "ABANDON"),
                call.queueStart("09:01:00"),
                call.queueEnd("09:01:40", "ABANDON"));

        assertThat(tally.abandoned()).isEqualTo(1);
        assertThat(tally.shortAbandoned()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "NO_ANSWER_TRANSFER, NO_ANSWER",
        "NOT_AVAILABLE_TRANSFER, NOT_AVAILABLE",
        "DND_TRANSFER, DND",
        "FORWARD_TRANSFER, FORWARD"
    })
    void routingIsATransferWhereThePolicyNamesIt(String disconnectType, String name) {
        ConversationEvent missed = call.agentEnd("a-1", "09:01:00", disconnectType, 0, 0);

        assertThat(tally("", missed).transferred()).isZero();
        assertThat(tally("transfers: [BLIND, " + name + "]", missed).transferred())
                .isEqualTo(1);
        assertThat(tally("transfers: [BLIND, " + name + "]", missed).genesys().transferred())
                .as("as Genesys counts")
                .isZero();
    }

    @Test
    void aTransferThatThePolicyDoesNotNameIsNone() {
        ConversationEvent conference = call.agentEnd("a-1", "09:05:00", "CONFERENCE_TRANSFER", 60_000, 60_000);

        assertThat(tally("", conference).transferred()).isEqualTo(1);
        assertThat(tally("transfers: [BLIND, CONSULT]", conference).transferred())
                .isZero();
    }

    @Test
    void aCallIsTransferredOnceHoweverManyKindsItShows() {
        ConversationEvent missed = call.agentEnd("a-1", "09:01:00", "NO_ANSWER_TRANSFER", 0, 0);
        ConversationEvent blind = call.agentEnd("a-2", "09:05:00", "TRANSFER", 60_000, 60_000);

        assertThat(tally("transfers: [BLIND, NO_ANSWER]", missed, blind).transferred())
                .isEqualTo(1);
    }

    @Test
    void aFailedFlowOutcomeIsAnErrorWhereThePolicyNamesIt() {
        ConversationEvent failed = call.flowOutcome("09:01:00", "o-1", "FAILURE");
        ConversationEvent other = call.flowOutcome("09:01:01", "o-2", "FAILURE");

        assertThat(tally("", failed).errored()).isZero();
        assertThat(tally("errorOutcomes: [o-2]", failed).errored()).isZero();
        assertThat(tally("errorOutcomes: [o-1, o-2]", failed, other).errored()).isEqualTo(1);
        assertThat(tally("errorOutcomes: [o-1]", call.flowOutcome("09:01:00", "o-1", "SUCCESS"))
                        .errored())
                .isZero();
    }

    @Test
    void aCallThatBrokeBesidesAFailedOutcomeIsOneError() {
        VersionTally tally = tally(
                "errorOutcomes: [o-1]",
                call.flowOutcome("09:01:00", "o-1", "FAILURE"),
                call.flowEnd("09:03:00", "FLOW_ERROR_DISCONNECT"));

        assertThat(tally.errored()).isEqualTo(1);
    }

    @Test
    void judgesSeeWhatThePolicyCounts() {
        List<Verdict> verdicts = new ArrayList<>();
        replay("judge: threshold\nshortAbandon: 5s", verdicts, waits("09:00:30", "09:00:32"));

        Verdict last = verdicts.get(verdicts.size() - 1);
        assertThat(last.versions().get("v2").shortAbandoned()).isEqualTo(1);
        assertThat(last.versions().get("v2").abandoned()).isZero();
        assertThat(last.guardrails().get(0).canaryBad()).isZero();
        assertThat(last.guardrails().get(0).canaryCalls()).isEqualTo(1);
    }

    private ConversationEvent[] waits(String from, String to) {
        return new ConversationEvent[] {
            call.queueStart(from), call.queueEnd(to, "ABANDON"), call.customerEnd("09:02:00")
        };
    }

    private VersionTally tally(String policy, ConversationEvent... events) {
        return replay(policy, new ArrayList<>(), events);
    }

    private VersionTally replay(String policy, List<Verdict> verdicts, ConversationEvent... events) {
        Replay replay = new Replay(
                PolicyYaml.read("canary: main-ivr\n" + policy),
                AttributeNames.DEFAULT,
                AssembleSettings.DEFAULTS,
                verdicts::add);
        List<ConversationEvent> all =
                new ArrayList<>(List.of(call.customerStart("09:00:00"), call.draws("v2", "09:00:01")));
        all.addAll(Arrays.asList(events));
        all.add(new Call("c-2").customerStart("09:30:00"));
        all.forEach(event -> replay.accept(Envelopes.of(event)));
        return replay.finish().versions().get("v2");
    }
}
