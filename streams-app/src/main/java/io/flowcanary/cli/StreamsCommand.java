package io.flowcanary.cli;

import io.flowcanary.streams.StreamsService;
import io.flowcanary.streams.StreamsSettings;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;

/** Runs the streams service. */
@Command(
        name = "streams",
        footerHeading = "%nExamples:%n",
        footer = "  KAFKA_BOOTSTRAP_SERVERS=kafka:9092 AWS_REGION=eu-central-1 flow-canary streams",
        description = "Run the streams service; its settings are environment variables (see docs/SETTINGS.md).")
final class StreamsCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        StreamsService service = StreamsService.start(StreamsSettings.from(System.getenv()), Clock.systemUTC());
        Thread stop = new Thread(service::close, "streams-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            service.failed().join();
        } catch (CompletionException e) {
            System.err.println("flow-canary: the streams service cannot go on: " + e.getCause());
        }
        return 1;
    }
}
