package io.flowcanary.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-15T09:00:00Z");

    private final Asked store = new Asked();
    private long tick;
    private final RecentReader reader =
            new RecentReader(store, Duration.ofSeconds(2), Clock.fixed(NOW, ZoneOffset.UTC), () -> tick);

    @Test
    void readsTheShareAndWhenItDid() {
        store.holds("25");

        assertThat(reader.read("/p")).isEqualTo(new Reading("/p", 25, NOW, null));
    }

    @Test
    void asksAgainOnlyWhenTheLastReadingIsTooOld() {
        store.holds("25");
        reader.read("/p");
        store.holds("50");

        tick += Duration.ofSeconds(2).toNanos();
        assertThat(reader.read("/p").share()).isEqualTo(25);
        tick++;
        assertThat(reader.read("/p").share()).isEqualTo(50);
        assertThat(store.calls).isEqualTo(2);
    }

    @Test
    void keepsEachParametersReadingApart() {
        store.holds("25");
        reader.read("/p");
        store.holds("50");

        assertThat(reader.read("/q").share()).isEqualTo(50);
    }

    @Test
    void doesNotKnowAShareThatIsNoWholePercentage() {
        for (String value : List.of("", "five", "-1", "101", "5.5")) {
            store.holds(value);
            tick += Duration.ofSeconds(3).toNanos();

            Reading reading = reader.read("/p");
            assertThat(reading.share()).as(value).isNull();
            assertThat(reading.problem()).contains("not a whole percentage");
        }
    }

    @Test
    void doesNotKnowTheShareOfAParameterThatDoesNotExist() {
        store.answer = Answer.of(Optional.empty());

        assertThat(reader.read("/p").problem()).contains("/p does not exist");
    }

    @Test
    void doesNotKnowTheShareWhenAwsDoesNotTell() {
        store.answer = Answer.failed(Problem.configuration("not allowed", "allow ssm:GetParameter"));

        assertThat(reader.read("/p").problem()).contains("allow ssm:GetParameter");
        assertThat(reader.read("/p").share()).isNull();
    }

    private static final class Asked implements ParameterStore {
        private Answer<Optional<ParameterVersion>> answer;
        private int calls;

        void holds(String value) {
            answer = Answer.of(Optional.of(new ParameterVersion(1, value, null, NOW)));
        }

        @Override
        public Answer<Optional<ParameterVersion>> read(String parameter) {
            calls++;
            return answer;
        }

        @Override
        public Answer<List<ParameterVersion>> history(String parameter) {
            throw new AssertionError("the reader asks for the current version only");
        }

        @Override
        public Answer<Long> put(String parameter, String value, String description) {
            throw new AssertionError("the reader writes nothing");
        }
    }
}
