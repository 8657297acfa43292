package io.flowcanary.cli;

import io.flowcanary.bridge.BridgeMain;
import picocli.CommandLine.Command;

/** Runs the bridge. */
@Command(
        name = "bridge",
        description = "Run the ingest bridge; its settings are environment variables (see the README).")
final class BridgeCommand implements Runnable {
    @Override
    public void run() {
        BridgeMain.main(new String[0]);
    }
}
