package io.flowcanary.topics.reshape;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.topics.Topic;
import io.flowcanary.topics.reshape.TopicState.Copy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResetPlanTest {
    @Test
    void aTopicWithMorePartitionsIsCopiedCreatedAnewAndFilledAgain() {
        ResetPlan plan = plan(new TopicState(Topic.CONVERSATION_EVENTS, 24, Copy.NONE, 1_234, 1, false));

        assertThat(plan.lines())
                .containsExactly(
                        "genesys.conversation-events has 24 partitions, the contract says 12:",
                        "  copy its 1,234 records to genesys.conversation-events.reset-copy, by key and in order of"
                                + " time; 1 of them are not read yet",
                        "  delete it, and create it with 12 partitions",
                        "  copy the records back, put its group where it was, and delete"
                                + " genesys.conversation-events.reset-copy",
                        "Kept as they are: 8 other topics, the stream's stores with their changelogs, and its local"
                                + " state. No record is deleted for good.",
                        "Events that were not read yet may count as late: in the totals, not in the evidence.",
                        "Order: stop every bridge and every streams service; topics reset --apply; topics check;"
                                + " start the streams service, then the bridge.");
    }

    @Test
    void aCompleteCopyIsNotMadeTwice() {
        assertThat(plan(new TopicState(Topic.ROLLOUTS, 9, Copy.COMPLETE, 5, 0, false))
                        .lines())
                .contains("  delete it, and create it with 6 partitions")
                .noneMatch(line -> line.contains("copy its"));
        assertThat(plan(new TopicState(Topic.ROLLOUTS, 6, Copy.COMPLETE, 5, 0, false))
                        .lines())
                .startsWith(
                        "canary.rollouts: an earlier reset did not finish:",
                        "  copy the records back, put its group"
                                + " where it was, and delete canary.rollouts.reset-copy");
    }

    @Test
    void aCopyThatLacksRecordsGoesAndTheTopicItselfStays() {
        assertThat(plan(new TopicState(Topic.ROLLOUTS, 6, Copy.BEGUN, 5, 0, false))
                        .lines())
                .contains(
                        "  delete canary.rollouts.reset-copy, which is not complete; canary.rollouts itself holds every"
                                + " record")
                .noneMatch(line -> line.contains("delete it"));
    }

    @Test
    void nothingBeginsWhileAGroupHasMembersOrATransactionIsOpen() {
        ResetPlan plan = new ResetPlan(
                List.of(new TopicState(Topic.TALLIES, 12, Copy.NONE, 5, 0, true)), Map.of("flow-canary", 2));

        assertThat(plan.obstacles())
                .containsExactly(
                        "the group flow-canary has 2 members: stop every streams service first; its groups"
                                + " are empty 10 s later",
                        "a transaction on canary.tallies is still open: it ends by itself within a minute of the"
                                + " service's end");
    }

    @Test
    void topicsAsTheContractWantsThemLeaveNothingToDo() {
        ResetPlan plan = plan();

        assertThat(plan.nothingToDo()).isTrue();
        assertThat(plan.lines())
                .containsExactly("9 topics have the partitions that they should have: nothing to reset");
    }

    private static ResetPlan plan(TopicState... states) {
        return new ResetPlan(List.of(states), Map.of());
    }
}
