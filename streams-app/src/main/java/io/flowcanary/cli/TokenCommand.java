package io.flowcanary.cli;

import io.flowcanary.access.Role;
import io.flowcanary.access.Token;
import java.io.PrintWriter;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a token. */
@Command(
        name = "token",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary token --role operator --name ci",
        description = {
            "Make a token for the HTTP API. It is shown once and stored nowhere.",
            "The first line is the token, for its owner. The second is for the service's ACCESS_TOKENS_FILE; it holds only"
                    + " the token's SHA-256. To replace a token, add the new line beside the old one, give its owner the"
                    + " new token, then delete the old line."
        })
final class TokenCommand implements Runnable {
    private enum Grant {
        viewer(Role.VIEWER),
        operator(Role.OPERATOR);

        private final Role role;

        Grant(Role role) {
            this.role = role;
        }
    }

    @Option(
            names = "--role",
            required = true,
            description = "What its owner may do: ${COMPLETION-CANDIDATES}; an operator also moves the share.")
    private Grant grant;

    @Option(names = "--name", required = true, description = "Its owner's name in the history, for example ci.")
    private String name;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Token token = Token.random(new SecureRandom());
        String line;
        try {
            line = token.line(grant.role, name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(token.secret());
        out.println(line);
        out.flush();
    }
}
