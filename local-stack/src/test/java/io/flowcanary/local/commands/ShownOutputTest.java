package io.flowcanary.local.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.local.commands.ShownOutput.Manner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownOutputTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "counted up to 10:31 UTC, 70 s ago # counted up to 09:02 UTC, 1,204 s ago",
                "stable v1   2,177   10.1 % # stable v1   12    9.9 %",
                "abandon rate   9.7 %   +18.9 # abandon rate   -   -",
                "average handle time   316 s   -1 s # average handle time   2 s   +12 s",
                "error rate       -       - # error rate  0.5 %   -0.3",
                "[====|==!==o  3.2 of 80 # <====|==!==>  1.0 of 80",
                "AccessDenied: …). The line # AccessDenied: who knows). The line",
                "SQS_QUEUE_URL=https://sqs.eu-central-1.amazonaws.com/123456789012/q # "
                        + "SQS_QUEUE_URL=http://127.0.0.1:4566/000000000000/q",
            })
    void figuresAndIdsStandForOthersOfTheirShape(String shown, String printed) {
        assertThat(shown(shown).missingIn(printed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {"9.7 % # 9.71 %", "To do: 8 to create # To do: 8 to change", "one # one more"})
    void everythingElseIsAsShown(String shown, String printed) {
        assertThat(shown(shown).missingIn(printed)).isPresent();
    }

    @Test
    void everyPrintedLineIsShownUnlessALineOfAnEllipsisStandsForIt() {
        assertThat(shown("a\nc\n").missingIn("a\nb\nc\n")).contains("c");
        assertThat(shown("a\n").missingIn("a\nb\n")).contains("(the end: more is printed)");
        assertThat(shown("a\n…\nc\n").missingIn("a\nb\nb\nc\n")).isEmpty();
        assertThat(new ShownOutput("a\nc\n", Manner.AMONG_OTHERS).missingIn("x\na\nb\nc\nd\n"))
                .isEmpty();
        assertThat(new ShownOutput("c\na\n", Manner.AMONG_OTHERS).missingIn("a\nb\nc\n"))
                .contains("a");
    }

    @Test
    void whatIsComputedFromASeedIsComparedToTheFigure() {
        ShownOutput plan = new ShownOutput("* 5 %   6.2 h\n…\n", Manner.TO_THE_FIGURE);

        assertThat(plan.missingIn("* 5 %   6.2 h\nmore\n")).isEmpty();
        assertThat(plan.missingIn("* 5 %   6.3 h\nmore\n")).isPresent();
    }

    private static ShownOutput shown(String block) {
        return new ShownOutput(block, Manner.LINE_BY_LINE);
    }
}
