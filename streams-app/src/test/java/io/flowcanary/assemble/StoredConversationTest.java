package io.flowcanary.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.Fact;
import io.flowcanary.topology.Call;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StoredConversationTest {
    private final Call call = new Call("c-1");

    @Test
    void readsWhatItWrote() {
        Conversation known = answered();

        assertThat(StoredConversation.read(StoredConversation.write(known))).isEqualTo(known);
    }

    @Test
    void readsWhatAnEarlierVersionWroteAndCountsItAsThatDid() {
        Conversation known = read("""
                {"signs":{"SEEN":1000,"CUSTOMER_START":1000,"CUSTOMER_END":90000,"QUEUE":5000,"AGENT":9000,
                 "FLOW_TRANSFER":5000,"AGENT_TRANSFER":60000,"ABANDON":80000},"latest":95000,
                 "flow":{"name":"f-1","at":1000},"canary":{"name":"main-ivr","at":2000},"versions":{"v2":2000},
                 "legs":{"user.end/p-1/s-1@60000":{"at":60000,"talkMs":40000,"handleMs":50000},
                         "acw/p-1/s-1@95000":{"at":95000,"talkMs":0,"handleMs":20000}},"late":["ENDED"]}""");

        assertThat(Facts.of(known).keySet())
                .containsExactly(
                        Fact.STARTED,
                        Fact.ENDED,
                        Fact.ABANDONED,
                        Fact.TRANSFERRED,
                        Fact.HANDLED,
                        Fact.ENDED_ABANDONED,
                        Fact.ENDED_TRANSFERRED);
        assertThat(AgentTime.handleMs(known.legs().values())).isEqualTo(70_000);
        assertThat(known.late()).containsExactly(Fact.ENDED);
        assertThat(known.versions()).containsEntry("v2", 2_000L);
    }

    @Test
    void anEventThatAnEarlierVersionHadTakenInChangesNothingWhenItComesAgain() {
        Conversation known = read("""
                {"signs":{"SEEN":1000,"AGENT":60000},"latest":60000,
                 "legs":{"user.end/p-1/s-1@60000":{"at":60000,"talkMs":40000,"handleMs":50000}}}""");
        ConversationEvent again = new ConversationEvent(
                io.flowcanary.record.EventKind.USER_END,
                "c-1",
                "p-1",
                "s-1",
                60_000,
                60_000,
                "VOICE",
                "INBOUND",
                "PEER",
                null,
                null,
                null,
                new ConversationEvent.Work(40_000, 0, 50_000),
                null);

        assertThat(known.with(again)).isEqualTo(known);
    }

    @Test
    void selfServiceThatAnEarlierVersionSawStays() {
        assertThat(Facts.of(read("{\"signs\":{\"SEEN\":1000,\"FLOW_DISCONNECT\":5000},\"latest\":5000}")))
                .containsKey(Fact.CONTAINED);
        assertThat(Facts.of(read("{\"signs\":{\"SEEN\":1000,\"FLOW_HANGUP\":5000},\"latest\":5000}")))
                .containsKey(Fact.IVR_HANGUP);
    }

    @Test
    void anAnsweredCallTakesNoMoreRoomThanAnEarlierVersionGaveIt() {
        assertThat(StoredConversation.write(answered()).length).isLessThan(900);
    }

    private Conversation answered() {
        Conversation known = Conversation.NEW;
        for (ConversationEvent event : new ConversationEvent[] {
            call.customerStart("09:00:00"),
            call.flowStart("09:00:01"),
            call.draws("v2", "09:00:02"),
            call.flowTransfers("09:00:30", "ACD"),
            call.queueStart("09:00:30"),
            call.queueEnd("09:01:30", "ANSWERED"),
            call.agentStart("a-1", "09:01:25"),
            call.agentEnd("a-1", "09:05:00", "PEER", 200_000, 210_000),
            call.customerEnd("09:05:00"),
            call.afterCallWork("a-1", "09:05:30", 30_000)
        }) {
            known = known.with(event);
        }
        return known;
    }

    private static Conversation read(String json) {
        return StoredConversation.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
