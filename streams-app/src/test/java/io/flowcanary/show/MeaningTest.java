package io.flowcanary.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Verdict.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeaningTest {
    @ParameterizedTest
    @EnumSource
    void everyReasonSaysWhatItMeansAndWhatToDo(Reason reason) {
        assertThat(Meaning.of(reason).means()).isNotBlank().doesNotEndWith(".");
        assertThat(Meaning.of(reason).todo()).isNotBlank().doesNotEndWith(".");
    }
}
