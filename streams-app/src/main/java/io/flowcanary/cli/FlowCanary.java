package io.flowcanary.cli;

import io.flowcanary.client.ServerException;
import io.flowcanary.record.InvalidPolicyException;
import io.flowcanary.settings.InvalidSettingException;
import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;

/** {@code flow-canary}: what people and pipelines do with canaries, the services, and what works on recordings. */
@Command(
        name = "flow-canary",
        mixinStandardHelpOptions = true,
        version = "flow-canary 0.1.0",
        description = "Judges a canary of a Genesys Architect flow call by call, and moves its share.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PlanCommand.class,
            CheckGateCommand.class,
            PolicyCommand.class,
            RecordCommand.class,
            ReplayCommand.class,
            StartCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            AdvanceCommand.class,
            PromoteCommand.class,
            AbortCommand.class,
            RestartCommand.class,
            WaitCommand.class,
            StatusCommand.class,
            ExplainCommand.class,
            HistoryCommand.class,
            ConversationCommand.class,
            GateCommand.class,
            SetupCommand.class,
            TeardownCommand.class,
            TopicsCommand.class,
            BridgeCommand.class,
            StreamsCommand.class,
            TokenCommand.class,
            DoctorCommand.class,
            CompletionCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:could not be done, or was refused", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  flow-canary plan --calls-per-hour 1000",
            "  flow-canary start policies/main-ivr.yaml --reason \"new menu\"",
            "  flow-canary status main-ivr --watch",
            "  flow-canary COMMAND --help"
        })
public final class FlowCanary {
    private static final int BAD_REQUEST = 400;

    /** Runs one command; exits with 0 when it was done, 1 when it could not be, 2 when its usage was wrong. */
    public static void main(String[] args) {
        // Libraries print, and sort help, in the machine's language otherwise.
        Locale.setDefault(Locale.ROOT);
        System.exit(commandLine().execute(args));
    }

    /** The commands of a production installation. */
    public static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new FlowCanary());
        commands.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        commands.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandGroups::render);
        withHelp(commands);
        return commands.setExecutionExceptionHandler((error, command, parsed) -> {
            command.getErr().println(command.getColorScheme().errorText("flow-canary: " + explain(error)));
            return wrong(error) ? 2 : 1;
        });
    }

    private static void withHelp(CommandLine commands) {
        commands.getSubcommands().values().forEach(command -> {
            command.getCommandSpec().mixinStandardHelpOptions(true);
            withHelp(command);
        });
    }

    private static boolean wrong(Exception error) {
        return error instanceof InvalidPolicyException
                || error instanceof InvalidSettingException
                || error instanceof ServerException e && e.status() == BAD_REQUEST;
    }

    private static String explain(Exception error) {
        if (error instanceof IOException && !(error instanceof ServerException)) {
            return error.getClass().getSimpleName() + ": " + error.getMessage();
        }
        return error.getMessage() == null ? error.toString() : error.getMessage();
    }
}
