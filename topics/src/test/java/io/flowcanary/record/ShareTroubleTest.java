package io.flowcanary.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ShareTroubleTest {
    private static final Instant AT = Instant.parse("2026-01-15T09:00:00Z");

    @Test
    void saysWhatIsWantedWhatIsThereWhyAndWhatToDo() {
        assertThat(holding("5").sentence(0))
                .isEqualTo(
                        "0 % wanted; SSM still holds 5 %: refused, the oldest version carries a label; remove the label");
    }

    @Test
    void claimsNothingOfWhatItCouldNotRead() {
        assertThat(holding(null).standing(0)).isEqualTo("0 % wanted; what SSM holds cannot be read");
        assertThat(holding("").standing(5)).isEqualTo("5 % wanted; SSM has no such parameter");
        assertThat(holding("off").standing(0)).isEqualTo("0 % wanted; SSM holds 'off'");
        assertThat(holding("5").standing(5)).isEqualTo("5 % wanted; SSM holds it, but somebody else wrote it");
    }

    @Test
    void keepsLittleOfALongValue() {
        assertThat(holding("x".repeat(4_000)).held()).hasSize(32);
    }

    @Test
    void isTheSameTroubleHoweverAwsWordsIt() {
        ShareTrouble later = new ShareTrouble(AT.plusSeconds(9), "5", "version-limit", "Code", "other words", null);

        assertThat(holding("5").like(later)).isTrue();
        assertThat(holding("25").like(later)).isFalse();
        assertThat(holding("5").like(null)).isFalse();
    }

    private static ShareTrouble holding(String held) {
        return new ShareTrouble(
                AT, held, "version-limit", "Code", "refused, the oldest version carries a label", "remove the label");
    }
}
