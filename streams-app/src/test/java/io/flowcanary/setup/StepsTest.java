package io.flowcanary.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.setup.Step.Action;
import io.flowcanary.setup.Step.Difference;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepsTest {
    private static final Resource QUEUE = new Resource(Kind.QUEUE, "q", Map.of("Policy", "{\"a\":[1,\"x\"]}"));
    private static final Resource BUS = new Resource(Kind.BUS, "b", Map.of());

    private static Step towards(Resource wanted, Found found) {
        return Steps.towards(wanted, found, "flow-canary");
    }

    @Test
    void createsWhatIsMissing() {
        assertThat(towards(QUEUE, Found.missing()).action()).isEqualTo(Action.CREATE);
    }

    @Test
    void doesNothingToADocumentThatSaysTheSameInOtherWords() {
        Found found = Found.ours(true, Map.of("Policy", "{ \"a\" : [\"1\", \"x\"] }", "Other", "y"));

        assertThat(towards(QUEUE, found).action()).isEqualTo(Action.NOTHING);
    }

    @Test
    void changesADocumentThatSaysMore() {
        Found found = Found.ours(true, Map.of("Policy", "{\"a\":[1,\"x\"],\"b\":2}"));

        assertThat(towards(QUEUE, found).differences())
                .containsExactly(new Difference("Policy", "{\"a\":[1,\"x\"],\"b\":2}", "{\"a\":[1,\"x\"]}"));
    }

    @Test
    void changesWhatIsNotSet() {
        Step step = towards(QUEUE, Found.ours(true, Map.of()));

        assertThat(step.action()).isEqualTo(Action.CHANGE);
        assertThat(step.differences()).extracting(Difference::is).containsOnlyNulls();
    }

    @Test
    void isBlockedByAStrangersQueue() {
        Step step = towards(QUEUE, Found.ours(false, Map.of()));

        assertThat(step.action()).isEqualTo(Action.BLOCKED);
        assertThat(step.note()).contains("--name", "flow-canary=flow-canary");
    }

    @Test
    void usesABusThatIsThereAlreadyAsItIs() {
        assertThat(towards(BUS, Found.ours(false, Map.of())).action()).isEqualTo(Action.NOTHING);
    }

    @Test
    void isBlockedByAnObstacleWhateverElseIsThere() {
        assertThat(towards(BUS, Found.missing().blockedBy("no source")).action())
                .isEqualTo(Action.BLOCKED);
        assertThat(towards(BUS, Found.ours(true, Map.of()).blockedBy("deleted")).action())
                .isEqualTo(Action.BLOCKED);
    }

    @Test
    void removesOnlyWhatIsOurs() {
        assertThat(Steps.away(QUEUE, Found.ours(true, Map.of()), false).action())
                .isEqualTo(Action.REMOVE);
        assertThat(Steps.away(QUEUE, Found.ours(false, Map.of()), true).action())
                .isEqualTo(Action.KEEP);
        assertThat(Steps.away(QUEUE, Found.missing(), false).action()).isEqualTo(Action.NOTHING);
    }

    @Test
    void keepsWhatHoldsSomethingUnlessTold() {
        Found full = Found.ours(true, Map.of()).holding("holds 3 messages");

        assertThat(Steps.away(QUEUE, full, false).action()).isEqualTo(Action.KEEP);
        assertThat(Steps.away(QUEUE, full, true).action()).isEqualTo(Action.REMOVE);
    }
}
