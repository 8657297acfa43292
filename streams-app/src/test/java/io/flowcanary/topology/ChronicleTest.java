package io.flowcanary.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.query.History;
import io.flowcanary.record.Answer;
import io.flowcanary.record.Heartbeat;
import io.flowcanary.record.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the judging task keeps of verdicts and orders. */
class ChronicleTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Stream stream = new Stream();
    private final Scene scene = new Scene(stream).start(Scene.guide(Call.CANARY, "steps: [5, 100]"), "09:00:00");

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void holdsVerdictsInTheOrderInWhichTheyWereSaidWhateverTheirEventTime() {
        scene.until("09:02:00");
        scene.abort("09:09:00");
        scene.start(Scene.guide(Call.CANARY, "steps: [5, 100]"), "09:03:00").until("09:04:00");
        List<String> said = new ArrayList<>();
        stream.verdicts().forEach(verdict -> said.add(verdict.id()));

        Collections.reverse(said);

        assertThat(verdicts()).extracting(Verdict::id).isEqualTo(said).hasSizeGreaterThan(2);
    }

    @Test
    void holdsEachOrderWithItsAnswer() {
        scene.abort("09:01:00");

        assertThat(orders()).extracting(Answer::order).containsExactly("abort", "start");
        assertThat(orders()).isEqualTo(List.of(stream.answers().get(1), orders().get(1)));
    }

    @Test
    void forgetsLooksAfterAWeekAndWhatChangedSomethingAfterNinetyDays() {
        scene.until("09:05:00").abort("09:05:30");
        assertThat(verdicts()).hasSize(6);

        drainedAfter(DAY.multipliedBy(7));
        assertThat(verdicts()).hasSize(6);
        drainedAfter(DAY.multipliedBy(8));
        assertThat(verdicts())
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.transition()).isTrue());
        assertThat(orders()).hasSize(2);

        drainedAfter(DAY.multipliedBy(92));
        assertThat(verdicts()).isEmpty();
        assertThat(orders()).isEmpty();
    }

    @Test
    void aCanarysNameIsNoPartOfAnothers() {
        new Scene(stream, Call.CANARY + "-2").start(Scene.guide(Call.CANARY + "-2", "parameter: /other"), "09:00:00");

        assertThat(orders()).hasSize(1);
    }

    private void drainedAfter(Duration time) {
        long at = Call.at("09:00:00") + time.toMillis();
        stream.pipe(new Heartbeat("test", at, false, at));
        stream.flush();
        stream.pass(Duration.ofHours(1));
    }

    private List<Verdict> verdicts() {
        return History.page(stream.shard(), Store.VERDICTS, Call.CANARY, 500, Long.MAX_VALUE)
                .entries();
    }

    private List<Answer> orders() {
        return History.page(stream.shard(), Store.ORDERS, Call.CANARY, 500, Long.MAX_VALUE)
                .entries();
    }
}
