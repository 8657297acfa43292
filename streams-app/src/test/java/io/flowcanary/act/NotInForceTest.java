package io.flowcanary.act;

import static io.flowcanary.act.KeeperBench.ROLLOUTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Command;
import io.flowcanary.record.Intent;
import io.flowcanary.record.ShareTrouble;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the keeper reports that a wanted share is not in force, and when it is again. */
class NotInForceTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Problem LIMIT =
            AwsProblems.ofCode("ssm:PutParameter on arn", "ParameterMaxVersionLimitExceeded", null);
    private static final Problem DENIED = AwsProblems.ofCode("ssm:PutParameter on arn", "AccessDeniedException", null);
    private static final int FOR_GOOD = 1_000;

    private final KeeperBench bench = new KeeperBench();

    @Test
    void aShareThatIsRefusedForThirtySecondsIsReportedOnceWithWhatIsThereWhyAndWhatToDo() {
        bench.store.write(Fixtures.PARAMETER, "5", null);
        putsFail(LIMIT);
        bench.assigned(ROLLOUTS).publishes(Fixtures.aborted());

        tries(5);
        assertThat(reports()).isEmpty();
        assertThat(lacking()).isZero();

        tries(20);
        assertThat(reports()).hasSize(1);
        assertThat(lacking()).isEqualTo(1);
        Command.NotInForce report = reports().get(0);
        assertThat(report.epoch()).isEqualTo(3);
        assertThat(report.share()).isZero();
        ShareTrouble trouble = report.trouble();
        assertThat(trouble.held()).isEqualTo("5");
        assertThat(trouble.cause()).isEqualTo("too-many-versions");
        assertThat(trouble.code()).isEqualTo("ParameterMaxVersionLimitExceeded");
        assertThat(trouble.sentence(0))
                .startsWith("0 % wanted; SSM still holds 5 %: refused, the parameter has 100 versions")
                .contains("remove the label");
    }

    @Test
    void oneThatComesIntoForceInTimeIsNotReported() {
        bench.store.putFailures.addAll(Collections.nCopies(5, LIMIT));
        bench.assigned(ROLLOUTS).publishes(Fixtures.aborted());

        tries(20);

        assertThat(reports()).isEmpty();
        assertThat(bench.commands()).hasAtLeastOneElementOfType(Command.Applied.class);
    }

    @Test
    void whatCannotBeReadIsNotClaimed() {
        bench.store.write(Fixtures.PARAMETER, "5", null);
        putsFail(LIMIT);
        bench.assigned(ROLLOUTS).publishes(Fixtures.aborted());
        tries(2);
        bench.store.failing.put(Fixtures.PARAMETER, DENIED);

        tries(20);

        assertThat(reports()).singleElement().satisfies(report -> {
            assertThat(report.trouble().held()).isNull();
            assertThat(report.trouble().cause()).isEqualTo("not-allowed");
        });
    }

    @Test
    void anotherCauseIsReportedToo() {
        putsFail(LIMIT);
        bench.assigned(ROLLOUTS).publishes(Fixtures.aborted());
        tries(10);
        bench.store.putFailures.clear();
        putsFail(DENIED);

        tries(20);

        assertThat(reports())
                .extracting(report -> report.trouble().cause())
                .containsExactly("too-many-versions", "not-allowed");
    }

    @Test
    void anInstanceThatTakesOverReportsNothingThatTheRolloutSays() {
        putsFail(LIMIT);
        ShareTrouble known = new ShareTrouble(
                Fixtures.at(3), "", "too-many-versions", "ParameterMaxVersionLimitExceeded", "why", "todo");
        bench.assigned(ROLLOUTS).publishes(Fixtures.aborted().withNotInForce(known));

        tries(30);

        assertThat(reports()).isEmpty();
        assertThat(lacking()).isEqualTo(1);
    }

    @Test
    void anotherWantedShareIsTriedAnew() {
        putsFail(LIMIT);
        bench.assigned(ROLLOUTS).publishes(Fixtures.advanced());
        tries(10);
        bench.publishes(Fixtures.aborted());

        tries(5);
        assertThat(reports()).extracting(Command.NotInForce::epoch).containsExactly(2L);

        tries(5);
        assertThat(reports()).extracting(Command.NotInForce::epoch).containsExactly(2L, 3L);
    }

    @Test
    void aShareThatWasInForceAndCannotBeReadIsNotKnownToBeGone() {
        bench.assigned(ROLLOUTS).publishes(Fixtures.aborted());
        tries(2);
        bench.publishes(Fixtures.confirmed(Fixtures.aborted()));
        bench.store.failing.put(Fixtures.PARAMETER, DENIED);

        tries(30);

        assertThat(reports()).isEmpty();
    }

    @Test
    void anAssertedShareThatIsOverwrittenByALateWriteOfOursAndCannotBeRepairedIsReportedAndConfirmedAgain() {
        bench.assigned(ROLLOUTS).publishes(Fixtures.aborted());
        tries(2);
        bench.publishes(Fixtures.confirmed(Fixtures.aborted()));
        Intent late = new Intent("late", Fixtures.PARAMETER, "main-ivr", 2, 25, Fixtures.at(2));
        bench.recorded(late);
        bench.store.write(Fixtures.PARAMETER, "25", Description.of(late));
        putsFail(DENIED);

        tries(30);
        assertThat(reports()).extracting(report -> report.trouble().held()).containsExactly("25");

        bench.store.putFailures.clear();
        bench.publishes(Fixtures.confirmed(Fixtures.aborted())
                .withNotInForce(reports().get(0).trouble()));
        tries(1);
        assertThat(bench.store.value(Fixtures.PARAMETER)).isEqualTo("0");
        assertThat(bench.commands().get(bench.commands().size() - 1)).isInstanceOf(Command.Applied.class);
        assertThat(lacking()).isEqualTo(1);

        bench.publishes(Fixtures.confirmed(Fixtures.aborted()));
        tries(1);
        assertThat(lacking()).isZero();
    }

    private void putsFail(Problem problem) {
        bench.store.putFailures.addAll(Collections.nCopies(FOR_GOOD, problem));
    }

    private void tries(int count) {
        for (int i = 0; i < count; i++) {
            bench.later(INTERVAL).turns(1);
        }
    }

    private double lacking() {
        return bench.meters.get("flow.canary.share.not.in.force").gauge().value();
    }

    private List<Command.NotInForce> reports() {
        return bench.commands().stream()
                .filter(Command.NotInForce.class::isInstance)
                .map(Command.NotInForce.class::cast)
                .toList();
    }
}
