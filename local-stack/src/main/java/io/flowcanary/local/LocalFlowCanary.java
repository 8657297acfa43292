package io.flowcanary.local;

import io.flowcanary.cli.FlowCanary;
import io.flowcanary.local.bench.BenchCommand;
import io.flowcanary.local.demo.DemoCommand;
import io.flowcanary.local.demo.PlayCommand;
import io.flowcanary.local.demo.RecordCommand;
import io.flowcanary.local.proof.SimulateCommand;
import java.util.Locale;
import picocli.CommandLine;

/** {@code flow-canary} on one machine: the commands of a production installation, and those that need none. */
public final class LocalFlowCanary {
    private LocalFlowCanary() {}

    /** Runs one command, as {@link FlowCanary} does. */
    public static void main(String[] args) {
        // Libraries print, and sort help, in the machine's language otherwise.
        Locale.setDefault(Locale.ROOT);
        System.exit(commandLine().execute(args));
    }

    /** All commands. */
    public static CommandLine commandLine() {
        CommandLine commands = FlowCanary.commandLine();
        commands.addSubcommand(new DemoCommand());
        commands.addSubcommand(new PlayCommand());
        // It records from a queue as well, and takes that command's place.
        commands.getCommandSpec().removeSubcommand("record");
        commands.addSubcommand(new RecordCommand());
        commands.addSubcommand(new BenchCommand());
        commands.addSubcommand(new SimulateCommand());
        return commands;
    }
}
