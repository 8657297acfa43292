package io.flowcanary.cli;

import io.flowcanary.setup.Removal;
import io.flowcanary.setup.Setup;
import io.flowcanary.setup.Step;
import io.flowcanary.setup.StepText;
import io.flowcanary.setup.Wishes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Removes what setup made. */
@Command(
        name = "teardown",
        description = {
            "Remove from AWS what setup created, in reverse order, after asking for its name. It removes only what carries"
                    + " this setup's tag.",
            "The parameter stays, and so do queues that hold messages, unless you say otherwise."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  flow-canary teardown", "  flow-canary teardown --yes flow-canary --delete-parameter"})
final class TeardownCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SetupOptions options;

    @Mixin
    private OutputOptions output;

    @Option(names = "--yes", paramLabel = "NAME", description = "Do not ask: the --name, as a person would type it.")
    private String yes;

    @Option(names = "--delete-parameter", description = "Also the parameter: the flow then falls back to stable.")
    private boolean parameter;

    @Option(names = "--delete-messages", description = "Also queues that hold messages.")
    private boolean messages;

    @Override
    public Integer call() throws IOException {
        if (yes != null && !yes.equals(options.name())) {
            throw new ParameterException(
                    spec.commandLine(), "--yes " + yes + ": expected the --name, " + options.name());
        }
        try (Setup setup = Setup.open(System.getenv())) {
            Wishes wishes = options.wishes(spec, setup);
            Removal removal = new Removal(parameter, messages);
            PrintWriter err = spec.commandLine().getErr();
            if (yes == null) {
                err.println("Account " + setup.account().id() + ", "
                        + setup.account().region());
                setup.planTeardown(wishes, removal).forEach(this::tell);
                err.print("Type " + options.name() + " to remove this: ");
                err.flush();
                if (!options.name().equals(line())) {
                    err.println("nothing was removed");
                    err.flush();
                    return 1;
                }
            }
            List<Step> steps = setup.teardown(wishes, removal, this::tell);
            print(setup, steps);
            return 0;
        }
    }

    private static String line() throws IOException {
        return new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
    }

    private void tell(Step step) {
        PrintWriter err = spec.commandLine().getErr();
        StepText.lines(step, output.paint()).forEach(err::println);
        err.flush();
    }

    private void print(Setup setup, List<Step> steps) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("account", setup.account());
            answer.put("steps", steps);
            output.print(out, answer);
        } else {
            OutputOptions.print(out, List.of(StepText.summary(steps, true)));
        }
    }
}
