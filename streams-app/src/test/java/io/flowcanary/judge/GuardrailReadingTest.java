package io.flowcanary.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.judge.evidence.Block;
import io.flowcanary.record.Policy.Guardrail;
import io.flowcanary.record.Policy.Metric;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How minutes become blocks. */
class GuardrailReadingTest {
    private static final Guardrail ABANDONS =
            new Guardrail(Metric.ABANDON_RATE, 2.0, Duration.ofMinutes(5), null, true);

    @Test
    void aBlockEndsWithTheFirstMinuteInWhichEachVersionHasACall() {
        GuardrailReading reading = read(new Block(9, 1, 0, 0), new Block(0, 0, 0, 0), new Block(7, 0, 1, 1));

        assertThat(reading.evidence().harm().blocks()).isEqualTo(1);
        assertThat(reading.evidence().total()).isEqualTo(new Block(16, 1, 1, 1));
        assertThat(reading.open()).isEqualTo(Block.EMPTY);
    }

    @Test
    void aBlockThatLacksAVersionStaysOpen() {
        GuardrailReading reading = read(new Block(9, 1, 0, 0), new Block(5, 0, 0, 0));

        assertThat(reading.evidence().harm().blocks()).isZero();
        assertThat(reading.open()).isEqualTo(new Block(14, 1, 0, 0));
        assertThat(reading.nextMinute()).isEqualTo(2);
    }

    @Test
    void howABlocksCallsLieInItsMinutesChangesNothing() {
        GuardrailReading one = read(new Block(30, 3, 2, 1), new Block(40, 4, 0, 0), new Block(2, 0, 1, 0));
        GuardrailReading other =
                read(new Block(30, 3, 2, 1), new Block(11, 3, 0, 0), new Block(29, 1, 0, 0), new Block(2, 0, 1, 0));

        assertThat(other.evidence().harm().ln()).isEqualTo(one.evidence().harm().ln());
        assertThat(other.evidence().nonInferiority().ln())
                .isEqualTo(one.evidence().nonInferiority().ln());
        assertThat(other.interval().ln()).isEqualTo(one.interval().ln());
    }

    @Test
    void anotherShareEndsABlockThatThenIsNoEvidenceButKnown() {
        GuardrailReading reading = read(new Block(9, 1, 0, 0)).cut(ABANDONS);

        assertThat(reading.evidence().harm().blocks()).isZero();
        assertThat(reading.open()).isEqualTo(Block.EMPTY);
        assertThat(reading.evidence().baseline().calls()).isEqualTo(9);
    }

    private static GuardrailReading read(Block... minutes) {
        GuardrailReading reading = GuardrailReading.from(0);
        for (Block minute : List.of(minutes)) {
            reading = reading.after(minute, ABANDONS, 60);
        }
        return reading;
    }
}
