package io.flowcanary.topics.reshape;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.topics.reshape.Ranges.Range;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RangesTest {
    private final Ranges all = new Ranges("t", Map.of(0, new Range(10, 20), 1, new Range(0, 5), 2, new Range(3, 3)));

    @Test
    void whatWasReadAndTheRestAreTheWhole() {
        Ranges read = all.before(Map.of(0, 14L));

        assertThat(read.ofPartition()).isEqualTo(Map.of(0, new Range(10, 14), 1, new Range(0, 0), 2, new Range(3, 3)));
        assertThat(all.after(read).ofPartition())
                .isEqualTo(Map.of(0, new Range(14, 20), 1, new Range(0, 5), 2, new Range(3, 3)));
        assertThat(read.size() + all.after(read).size()).isEqualTo(all.size()).isEqualTo(15);
    }

    @Test
    void aPlaceOutsideOfWhatIsThereIsItsNearestEnd() {
        assertThat(all.before(Map.of(0, 2L, 1, 9L)).ofPartition())
                .isEqualTo(Map.of(0, new Range(10, 10), 1, new Range(0, 5), 2, new Range(3, 3)));
    }
}
