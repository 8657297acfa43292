package io.flowcanary.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.act.Alert.Target;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ToldMarkTest {
    @Test
    void isReadAsItWasWritten() {
        TreeMap<Long, Set<Target>> told = new TreeMap<>(Map.of(
                1_000_007L, EnumSet.of(Target.BUS),
                1_000_008L, EnumSet.of(Target.TOPIC, Target.BUS)));

        String text = ToldMark.write(told, 1_000_000);

        assertThat(text).isEqualTo("told/1 7B 8TB");
        assertThat(ToldMark.read(text, 1_000_000)).isEqualTo(told);
    }

    @Test
    void whatIsNoMarkTellsNothing() {
        assertThat(ToldMark.read("", 0)).isEmpty();
        assertThat(ToldMark.read(null, 0)).isEmpty();
        assertThat(ToldMark.read("told/2 1T", 0)).isEmpty();
    }

    @Test
    void fitsIntoWhatABrokerTakes() {
        TreeMap<Long, Set<Target>> told = new TreeMap<>();
        for (long offset = 0; offset < 2_000; offset++) {
            told.put(offset, EnumSet.allOf(Target.class));
        }

        assertThat(ToldMark.write(told, 0)).hasSizeBetween(3_900, 4_096);
    }
}
