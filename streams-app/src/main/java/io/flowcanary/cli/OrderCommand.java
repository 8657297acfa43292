package io.flowcanary.cli;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.record.Answer;
import io.flowcanary.record.Messages;
import io.flowcanary.show.AnswerText;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** An order to one canary over the HTTP API: done once the stream has decided and kept it. */
abstract class OrderCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ServerOptions server;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; shown in the history.")
    private String reason;

    @Option(
            names = "--actor",
            paramLabel = "NAME",
            description = "Who gives the order, for a server that needs no token. Default: your user name.")
    private String actor = System.getProperty("user.name");

    @Option(
            names = "--order-id",
            paramLabel = "ID",
            description = "The order's id. Sent again under the same id, an order acts once. Default: a new one.")
    private String id = UUID.randomUUID().toString();

    @Mixin
    OutputOptions output;

    /** Which canary. */
    abstract String canary() throws Exception;

    /** The order's name in the API's path. */
    String order() {
        return spec.name();
    }

    /** What the order says besides who and why. */
    void fill(ObjectNode body) throws Exception {}

    /** What happens before it is given. */
    void prepare(CanaryClient client) throws Exception {}

    /** What happens after it was followed; the exit code. */
    int after(CanaryClient client, Answer answer) throws Exception {
        return 0;
    }

    @Override
    public Integer call() throws Exception {
        String canary = canary();
        try (ProgressBar progress = new ProgressBar()) {
            CanaryClient client = server.client(progress::say);
            prepare(client);
            ObjectNode body = Messages.json().createObjectNode();
            fill(body);
            body.put("actor", actor);
            if (reason != null) {
                body.put("reason", reason);
            }
            Answer answer = client.order(canary, order(), id, body);
            tell(answer);
            return after(client, answer);
        }
    }

    void tell(Answer answer) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            output.print(out, answer);
        } else {
            out.println(AnswerText.line(answer, output.paint()));
        }
    }
}
