package io.flowcanary.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.settings.Secret;
import org.junit.jupiter.api.Test;

class ApiKeyTest {
    /** Of {@code sesame}. */
    private static final String DIGEST = "sha256:d0c04f4b1951e4aeaaec8223ed2039e542f3aae805a6fa7f6d794e5afff5d272";

    @Test
    void onlyTheKeyMatches() {
        ApiKey key = key("sesame", "");

        assertThat(key.matches("sesame")).isTrue();
        assertThat(key.matches("Sesame")).isFalse();
        assertThat(key.matches("")).isFalse();
        assertThat(key.matches(null)).isFalse();
    }

    @Test
    void whileItIsChangedBothKeysMatch() {
        ApiKey key = key("old", "new");

        assertThat(key.matches("old")).isTrue();
        assertThat(key.matches("new")).isTrue();
        assertThat(key.matches("")).isFalse();
    }

    @Test
    void aKeyMayBeKnownByItsDigestOnly() {
        ApiKey key = key(DIGEST, "");

        assertThat(key.matches("sesame")).isTrue();
        assertThat(key.matches(DIGEST)).as("the digest opens nothing").isFalse();
    }

    private static ApiKey key(String key, String next) {
        return new ApiKey(new Secret(key), new Secret(next));
    }
}
