package io.flowcanary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TokenCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsATokenAndTheLineThatKnowsIt() throws Exception {
        assertThat(run("token", "--role", "operator", "--name", "ci")).isZero();

        List<String> lines = out.toString().lines().toList();
        String digest = HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256").digest(lines.get(0).getBytes(StandardCharsets.UTF_8)));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).isEqualTo("operator ci " + digest);
    }

    @Test
    void noTwoTokensAreAlike() {
        run("token", "--role", "viewer", "--name", "page");
        run("token", "--role", "viewer", "--name", "page");

        assertThat(out.toString().lines().toList()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void aRoleOrNameThatCannotBeIsRefused() {
        assertThat(run("token", "--role", "admin", "--name", "ci")).isEqualTo(2);
        assertThat(err.toString()).contains("viewer", "operator");
        assertThat(run("token", "--role", "viewer", "--name", "a b")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... arguments) {
        CommandLine commands = FlowCanary.commandLine();
        commands.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commands.execute(arguments);
    }
}
