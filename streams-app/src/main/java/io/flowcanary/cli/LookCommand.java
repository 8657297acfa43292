package io.flowcanary.cli;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.client.ServerException;
import io.flowcanary.show.Paint;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A question about one thing: its answer in lines, or as JSON. */
abstract class LookCommand<T> implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOptions output;

    /** @throws IllegalStateException saying what to do, when there is nothing to tell */
    abstract T ask(CanaryClient client) throws ServerException;

    abstract List<String> lines(T answer, Paint paint);

    @Override
    public Integer call() throws ServerException {
        T answer;
        try (ProgressBar progress = new ProgressBar()) {
            answer = ask(server.client(progress::say));
        }
        if (output.json()) {
            output.print(spec.commandLine().getOut(), answer);
        } else {
            OutputOptions.print(spec.commandLine().getOut(), lines(answer, output.paint()));
        }
        return 0;
    }
}
