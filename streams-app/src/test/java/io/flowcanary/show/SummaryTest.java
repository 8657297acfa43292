package io.flowcanary.show;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole page is shown by the command's test. */
class SummaryTest {
    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            a | b~ a \\| b
            <img src=x>~ &#60;img src=x\\>
            @oncall see [this](http://x)~ &#64;oncall see \\[this\\]\\(http://x\\)
            5 % & more~ 5 % &#38; more
            """)
    void whatPeopleWroteIsNoMarkupAndCallsNobody(String written, String plain) {
        assertThat(Summary.plain(written)).isEqualTo(plain);
    }

    @Test
    void aReasonOfSeveralLinesStaysInItsLine() {
        assertThat(Summary.plain("new menu\r\n### promoted")).isEqualTo("new menu \\#\\#\\# promoted");
    }
}
