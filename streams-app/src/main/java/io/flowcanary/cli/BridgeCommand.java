package io.flowcanary.cli;

import io.flowcanary.bridge.BridgeMain;
import picocli.CommandLine.Command;

/** Runs the bridge. */
@Command(
        name = "bridge",
        footerHeading = "%nExamples:%n",
        footer = "  KAFKA_BOOTSTRAP_SERVERS=kafka:9092 SQS_QUEUE_URL=https://... flow-canary bridge",
        description = "Run the ingest bridge; its settings are environment variables (see docs/SETTINGS.md).")
final class BridgeCommand implements Runnable {
    @Override
    public void run() {
        BridgeMain.main(new String[0]);
    }
}
