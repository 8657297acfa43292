package io.flowcanary.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {
    private static final String DIGEST = "0".repeat(64);

    @TempDir
    Path directory;

    private final Token token = Token.random(new SecureRandom());
    private Path file;
    private long now;

    @BeforeEach
    void name() {
        file = directory.resolve("tokens");
    }

    @Test
    void knowsWhoseATokenIs() throws IOException {
        TokenFile callers = file("# for the page\n\n" + token.line(Role.VIEWER, "page") + "\n");

        assertThat(callers.find(token.secret())).hasValue(new Caller("page", Role.VIEWER));
        assertThat(callers.find(token.secret() + "x")).isEmpty();
        assertThat(callers.find("")).isEmpty();
    }

    @Test
    void holdsNoToken() throws IOException {
        file(token.line(Role.OPERATOR, "ci"));

        assertThat(Files.readString(file)).doesNotContain(token.secret());
        assertThat(token).hasToString("(secret)");
    }

    @Test
    void isReadAgainWhenItChanges() throws IOException {
        TokenFile callers = file("# nobody yet\n");

        Files.writeString(file, token.line(Role.OPERATOR, "ci"));

        assertThat(callers.find(token.secret())).isEmpty();
        now += Duration.ofSeconds(1).toNanos();
        assertThat(callers.find(token.secret())).hasValue(new Caller("ci", Role.OPERATOR));
    }

    @Test
    void whatCannotBeReadLaterLeavesTheCallersAsTheyWere() throws IOException {
        TokenFile callers = file(token.line(Role.OPERATOR, "ci"));

        Files.writeString(file, "operator ci\n");
        now += Duration.ofSeconds(1).toNanos();
        assertThat(callers.find(token.secret())).isPresent();

        Files.delete(file);
        now += Duration.ofSeconds(1).toNanos();
        assertThat(callers.find(token.secret())).isPresent();

        Files.writeString(file, "# nobody any more");
        now += Duration.ofSeconds(1).toNanos();
        assertThat(callers.find(token.secret())).isEmpty();
    }

    @Test
    void saysInWhichLineWhatIsWrong() {
        assertThatThrownBy(() -> file("# one\nviewer page\n"))
                .hasMessage(file + ", line 2: expected three words, role name sha256-hex-of-token, not 2");
        assertThatThrownBy(() -> file("admin page " + DIGEST))
                .hasMessage(file + ", line 1: the role 'admin' is none of viewer, operator");
        assertThatThrownBy(() -> file("viewer a/b " + DIGEST)).hasMessageContaining("the name 'a/b' must match");
        assertThatThrownBy(() -> file("viewer ci " + DIGEST + "\noperator ci " + DIGEST))
                .hasMessage(file + ", line 2: 'ci' has another role in a line above");
    }

    @Test
    void neverRepeatsATokenThatWasWrittenWhereItsDigestBelongs() {
        assertThatThrownBy(() -> file("viewer page " + token.secret()))
                .hasMessageContaining("line 1")
                .hasMessageContaining("flow-canary token")
                .message()
                .doesNotContain(token.secret());
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> new TokenFile(file, () -> now))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("ACCESS_TOKENS_FILE");
    }

    private TokenFile file(String text) throws IOException {
        Files.writeString(file, text);
        return new TokenFile(file, () -> now);
    }
}
