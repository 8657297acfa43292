package io.flowcanary.cli;

import picocli.CommandLine.Parameters;

/** An order that needs to be told nothing but its canary; each says in its help what it does. */
abstract class CanaryOrderCommand extends OrderCommand {
    @Parameters(paramLabel = "CANARY", description = "The canary's name.")
    private String canary;

    @Override
    String canary() {
        return canary;
    }
}
