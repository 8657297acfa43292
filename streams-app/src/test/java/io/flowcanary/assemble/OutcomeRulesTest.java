package io.flowcanary.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.Fact;
import io.flowcanary.topology.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each shape of a call counts for: the rules of docs/METRICS.md, one by one. */
class OutcomeRulesTest {
    private final Call call = new Call("c-1");
    private final ConversationEvent start = call.customerStart("09:00:00");
    private final ConversationEvent end = call.customerEnd("09:10:00");

    @Test
    void aCallThatDrewAVersionIsOneCallWhateverBecomesOfIt() {
        assertThat(facts(start)).containsExactly(Fact.STARTED);
    }

    @Test
    void aFlowThatEndsTheCallContainsIt() {
        assertThat(facts(start, call.flowEnd("09:01:00", "FLOW_DISCONNECT"), end))
                .containsExactly(Fact.STARTED, Fact.ENDED, Fact.CONTAINED);
    }

    @Test
    void aCallerWhoHangsUpInTheFlowHangsUpInTheIvr() {
        assertThat(facts(start, call.flowEnd("09:01:00", "DISCONNECT"), end))
                .containsExactly(Fact.STARTED, Fact.ENDED, Fact.IVR_HANGUP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOW", "SECURE_FLOW"})
    void aChainOfFlowsIsOneSelfServiceAndItsLastEndDecides(String transferType) {
        assertThat(facts(
                        start,
                        call.flowTransfers("09:00:30", transferType),
                        call.flowEnd("09:01:00", "FLOW_DISCONNECT")))
                .containsExactly(Fact.STARTED, Fact.CONTAINED);
        assertThat(facts(start, call.flowTransfers("09:00:30", transferType), call.flowEnd("09:01:00", "DISCONNECT")))
                .containsExactly(Fact.STARTED, Fact.IVR_HANGUP);
        assertThat(facts(
                        start,
                        call.flowTransfers("09:00:30", transferType),
                        call.flowEnd("09:01:00", "FLOW_ERROR_DISCONNECT")))
                .containsExactly(Fact.STARTED, Fact.ERRORED);
        assertThat(facts(start, call.flowTransfers("09:00:30", transferType))).containsExactly(Fact.STARTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACD", "USER", "NUMBER", "ACD_VOICEMAIL", "USER_VOICEMAIL", "GROUP", "UNKNOWN"})
    void aFlowThatHandsTheCallToAnybodyElseEndsSelfService(String transferType) {
        assertThat(facts(
                        start,
                        call.flowTransfers("09:00:30", transferType),
                        call.flowEnd("09:01:00", "FLOW_DISCONNECT")))
                .containsExactly(Fact.STARTED);
    }

    @Test
    void aQueueOrAnAgentEndsSelfServiceHoweverTheFlowEnds() {
        assertThat(facts(start, call.queueStart("09:00:30"), call.flowEnd("09:01:00", "FLOW_DISCONNECT")))
                .containsExactly(Fact.STARTED);
        assertThat(facts(start, call.agentStart("a-1", "09:00:30"), call.flowEnd("09:01:00", "DISCONNECT")))
                .containsExactly(Fact.STARTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BOT", "DIGITALBOT", "INQUEUECALL", "COMMONMODULE"})
    void flowsWithinTheFlowDecideNothing(String type) {
        assertThat(facts(start, call.flowEnd("09:00:30", type, "FLOW_ERROR_EXIT")))
                .containsExactly(Fact.STARTED);
        assertThat(facts(start, call.flowEnd("09:00:30", type, "FLOW_DISCONNECT")))
                .containsExactly(Fact.STARTED);
    }

    @Test
    void aCallerWhoGivesUpInAQueueIsAnAbandon() {
        assertThat(facts(start, call.queueStart("09:01:00"), call.queueEnd("09:02:00", "ABANDON"), end))
                .containsExactly(Fact.STARTED, Fact.ENDED, Fact.ABANDONED, Fact.ENDED_ABANDONED);
    }

    @Test
    void aFlowThatTakesTheCallOutOfTheQueueIsNoAbandon() {
        assertThat(facts(start, call.queueStart("09:01:00"), call.queueEnd("09:02:00", "FLOW_OUT")))
                .containsExactly(Fact.STARTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CALLBACK", "MESSAGE", "CHAT", "EMAIL", "COBROWSE", "SCREENSHARE"})
    void anAbandonOfAnotherMediumIsNone(String mediaType) {
        assertThat(facts(start, Call.of(mediaType, call.queueEnd("09:02:00", "ABANDON"))))
                .containsExactly(Fact.STARTED);
        assertThat(genesys(start, Call.of(mediaType, call.queueEnd("09:02:00", "ABANDON"))))
                .isEqualTo(Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRANSFER", "CONSULT_TRANSFER", "CONFERENCE_TRANSFER"})
    void anAgentWhoTalkedAndHandsOnIsATransfer(String how) {
        assertThat(facts(start, call.agentEnd("a-1", "09:05:00", how, 60_000, 60_000), end))
                .containsExactly(Fact.STARTED, Fact.ENDED, Fact.TRANSFERRED, Fact.HANDLED, Fact.ENDED_TRANSFERRED);
        assertThat(facts(start, call.agentEnd("a-1", "09:05:00", how, 0, 60_000)))
                .as("held is talked")
                .contains(Fact.TRANSFERRED);
        assertThat(facts(start, call.agentEnd("a-1", "09:05:00", how, 0, 0))).doesNotContain(Fact.TRANSFERRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO_ANSWER_TRANSFER", "NOT_AVAILABLE_TRANSFER", "DND_TRANSFER", "FORWARD_TRANSFER"})
    void anAgentWhoNeverTalkedIsRoutingAndNoTransfer(String how) {
        assertThat(facts(start, call.agentEnd("a-1", "09:05:00", how, 0, 0))).containsExactly(Fact.STARTED);
    }

    @Test
    void aConsultationThatReturnsIsNoTransfer() {
        assertThat(facts(
                        start,
                        call.agentEnd("a-2", "09:04:00", "CLIENT", 30_000, 30_000),
                        call.agentEnd("a-1", "09:05:00", "PEER", 100_000, 150_000)))
                .containsExactly(Fact.STARTED, Fact.HANDLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERROR", "TRANSPORT_FAILURE"})
    void aConnectionThatBreaksIsAnError(String disconnectType) {
        ConversationEvent broken = call.agentEnd("a-1", "09:05:00", disconnectType, 0, 0);

        assertThat(facts(start, broken)).containsExactly(Fact.STARTED, Fact.ERRORED);
        assertThat(facts(start, Call.of("COBROWSE", broken))).containsExactly(Fact.STARTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FLOW_ERROR_DISCONNECT",
                "FLOW_ERROR_EXIT",
                "RECOGNITION_FAILURE_DISCONNECT",
                "RECOGNITION_FAILURE_EXIT"
            })
    void aFlowThatBreaksIsAnError(String exitReason) {
        assertThat(facts(start, call.flowEnd("09:01:00", exitReason))).containsExactly(Fact.STARTED, Fact.ERRORED);
    }

    @Test
    void aFlowOutcomeThatFailsIsNoErrorByItself() {
        assertThat(facts(start, call.flowOutcome("09:01:00", "o-1", "FAILURE"))).containsExactly(Fact.STARTED);
    }

    @Test
    void theCallEndsWithItsCallerAndNotWithAnotherMediumOrAnOutsideParty() {
        assertThat(facts(start, Call.of("CALLBACK", call.customerEnd("09:05:00"))))
                .containsExactly(Fact.STARTED);
        assertThat(facts(start, Call.outbound(call.customerEnd("09:05:00")))).containsExactly(Fact.STARTED);
        assertThat(facts(Call.outbound(call.customerStart("09:00:00")), Call.outbound(call.customerEnd("09:05:00"))))
                .containsExactly(Fact.STARTED, Fact.ENDED);
    }

    @Test
    void theCallStartsWhenItsCallerCameAndNotWithAMessageBefore() {
        ConversationEvent message = Call.of("MESSAGE", call.customerStart("08:00:00"));

        assertThat(known(message, start).start()).isEqualTo(Call.at("09:00:00"));
        assertThat(known(message).start()).isEqualTo(Call.at("08:00:00"));
    }

    @Test
    void handleTimeIsTalkHoldDialingContactingAndAfterCallWorkOfEveryAgent() {
        Map<Measure, Long> sums = sums(
                start,
                call.agentEnd("a-1", "09:05:00", "TRANSFER", 100_000, 130_000),
                call.afterCallWork("a-1", "09:05:20", 20_000),
                call.agentEnd("a-2", "09:07:00", "PEER", 60_000, 60_000));

        assertThat(sums).containsEntry(new Measure.Shown(Fact.HANDLE_MS), 210_000L);
        assertThat(sums).containsEntry(new Measure.Shown(Fact.TALK_MS), 160_000L);
        assertThat(sums).containsEntry(new Measure.Shown(Fact.HANDLED), 1L);
    }

    @Test
    void oneAgentsOverlappingSessionsCountOnce() {
        Map<Measure, Long> sums = sums(
                start,
                Call.outbound(Call.of("VOICE", call.agentEnd("a-1", "09:04:49", "PEER", 70_000, 80_000))),
                Call.of("CALLBACK", call.agentEnd("a-1", "09:04:50", "CLIENT", 85_000, 85_000)),
                Call.of("COBROWSE", call.agentEnd("a-1", "09:04:40", "CLIENT", 30_000, 30_000)));

        assertThat(sums).containsEntry(new Measure.Shown(Fact.HANDLE_MS), 85_000L);
        assertThat(sums).containsEntry(new Measure.Shown(Fact.TALK_MS), 85_000L);
    }

    @Test
    void sessionsOfTwoAgentsCountEach() {
        assertThat(sums(
                        start,
                        call.agentEnd("a-1", "09:05:00", "CONFERENCE_TRANSFER", 60_000, 60_000),
                        call.agentEnd("a-2", "09:05:00", "PEER", 60_000, 60_000)))
                .containsEntry(new Measure.Shown(Fact.HANDLE_MS), 120_000L);
    }

    @Test
    void aLaterReportOfAfterCallWorkReplacesTheEarlierOneOfItsSession() {
        assertThat(sums(
                        start,
                        call.afterCallWork("a-1", "09:05:20", 20_000),
                        call.afterCallWork("a-1", "09:08:10", 25_000)))
                .containsEntry(new Measure.Shown(Fact.HANDLE_MS), 25_000L);
        assertThat(sums(
                        start,
                        call.afterCallWork("a-1", "09:05:20", 20_000),
                        call.afterCallWork("a-2", "09:08:10", 25_000)))
                .containsEntry(new Measure.Shown(Fact.HANDLE_MS), 45_000L);
    }

    @Test
    void afterCallWorkThatIsTakenBackIsNone() {
        ConversationEvent told = call.afterCallWork("a-1", "09:05:20", 20_000);
        ConversationEvent takenBack = call.afterCallWork("a-1", "09:08:10", 0);

        assertThat(facts(start, told)).containsExactly(Fact.STARTED, Fact.HANDLED);
        assertThat(sums(start, told, takenBack)).isEqualTo(sums(start));
    }

    @Test
    void anEarlierAgeKeepsWhatWasTrueThen() {
        Conversation call = known(
                start,
                this.call.draws("v2", "09:00:01"),
                this.call.afterCallWork("a-1", "09:05:20", 20_000),
                this.call.afterCallWork("a-1", "09:08:10", 25_000));
        Contribution counted = Contribution.of(call, (canary, version) -> version);

        assertThat(counted.amounts())
                .containsEntry(new Contribution.Place(counted.cell(), new Measure.Shown(Fact.HANDLE_MS), 5), 20_000L)
                .containsEntry(new Contribution.Place(counted.cell(), new Measure.Shown(Fact.HANDLE_MS), 8), 5_000L);
    }

    @Test
    void genesysCountsEachWaitAndEachAgentsPart() {
        assertThat(genesys(
                        start,
                        call.queueEnd("09:01:00", "FLOW_OUT"),
                        call.queueEnd("09:02:00", "ANSWERED"),
                        call.agentEnd("a-1", "09:03:00", "TRANSFER", 60_000, 60_000),
                        call.queueEnd("09:04:00", "ANSWERED"),
                        call.agentEnd("a-2", "09:05:00", "CONSULT_TRANSFER", 60_000, 60_000),
                        call.agentEnd("a-3", "09:06:00", "CONFERENCE_TRANSFER", 60_000, 60_000),
                        call.queueEnd("09:07:00", "ABANDON")))
                .isEqualTo(
                        Map.of(Fact.OFFERED, 4L, Fact.ANSWERED, 2L, Fact.QUEUE_ABANDONS, 1L, Fact.AGENT_TRANSFERS, 2L));
    }

    @Test
    void neitherOrderNorRepetitionChangesAConversation() {
        List<ConversationEvent> events = List.of(
                start,
                call.draws("v2", "09:00:01"),
                call.flowTransfers("09:00:30", "FLOW"),
                call.flowTransfers("09:01:00", "ACD"),
                call.queueStart("09:01:00"),
                call.queueEnd("09:02:00", "ANSWERED"),
                call.agentEnd("a-1", "09:05:00", "NO_ANSWER_TRANSFER", 0, 0),
                Call.of("CALLBACK", call.agentEnd("a-2", "09:06:00", "PEER", 60_000, 80_000)),
                call.agentEnd("a-2", "09:06:10", "TRANSFER", 60_000, 80_000),
                call.afterCallWork("a-2", "09:07:00", 20_000),
                call.afterCallWork("a-2", "09:09:00", 30_000),
                call.flowOutcome("09:00:40", "o-1", "FAILURE"),
                Call.outbound(call.customerEnd("09:08:00")),
                end);
        Conversation inOrder = known(events.toArray(ConversationEvent[]::new));

        for (int seed = 0; seed < 200; seed++) {
            List<ConversationEvent> disordered = new ArrayList<>(events);
            disordered.addAll(events.subList(0, seed % events.size()));
            Collections.shuffle(disordered, new Random(seed));
            assertThat(known(disordered.toArray(ConversationEvent[]::new))).isEqualTo(inOrder);
        }
    }

    private static Conversation known(ConversationEvent... events) {
        Conversation known = Conversation.NEW;
        for (ConversationEvent event : events) {
            known = known.with(event);
        }
        return known;
    }

    private static Iterable<Fact> facts(ConversationEvent... events) {
        return Facts.of(known(events)).keySet();
    }

    private static Map<Measure, Long> sums(ConversationEvent... events) {
        return Standing.of(known(events));
    }

    private static Map<Fact, Long> genesys(ConversationEvent... events) {
        Map<Measure, Long> sums = sums(events);
        Map<Fact, Long> counted = new java.util.EnumMap<>(Fact.class);
        for (Fact fact : List.of(Fact.OFFERED, Fact.ANSWERED, Fact.QUEUE_ABANDONS, Fact.AGENT_TRANSFERS)) {
            if (sums.containsKey(new Measure.Shown(fact))) {
                counted.put(fact, sums.get(new Measure.Shown(fact)));
            }
        }
        return counted;
    }
}
