package io.flowcanary.cli;

import io.flowcanary.record.InvalidPolicyException;
import io.flowcanary.settings.InvalidSettingException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code flow-canary}: the services, the commands to a rollout, and what works on recordings. */
@Command(
        name = "flow-canary",
        mixinStandardHelpOptions = true,
        version = "flow-canary 0.1.0",
        description = "Judges a canary of a Genesys Architect flow call by call, and moves its share.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PlanCommand.class,
            CheckGateCommand.class,
            ReplayCommand.class,
            TopicsCommand.class,
            BridgeCommand.class,
            StreamsCommand.class,
            StartCommand.class,
            AbortCommand.class,
            ResumeCommand.class
        })
public final class FlowCanary {
    /** Runs one command; exits with 0 when it was done, 1 when it could not be, 2 when it was asked wrongly. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The commands of a production installation. */
    public static CommandLine commandLine() {
        return new CommandLine(new FlowCanary()).setExecutionExceptionHandler((error, command, parsed) -> {
            command.getErr().println(command.getColorScheme().errorText("flow-canary: " + explain(error)));
            return error instanceof InvalidPolicyException || error instanceof InvalidSettingException ? 2 : 1;
        });
    }

    private static String explain(Exception error) {
        if (error instanceof IOException) {
            return error.getClass().getSimpleName() + ": " + error.getMessage();
        }
        return error.getMessage() == null ? error.toString() : error.getMessage();
    }
}
