package io.flowcanary.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs a command as people do, and keeps what it says. */
record Cli(int exit, String out, String err) {
    static Cli run(String... arguments) {
        return run(FlowCanary.commandLine(), arguments);
    }

    static Cli run(CommandLine commandLine, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exit = commandLine.execute(arguments);
        return new Cli(exit, out.toString(), err.toString());
    }
}
