package io.flowcanary.cli;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.client.ServerSettings;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Which service to ask, and as whom. A token is never an option: everybody on the machine can read those of a process. */
final class ServerOptions {
    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The streams service. Default: $FLOW_CANARY_SERVER, else 'server' in the configuration file"
                    + " (~/.config/flow-canary/config.yaml or $FLOW_CANARY_CONFIG), else "
                    + ServerSettings.DEFAULT_SERVER + ".")
    private String server;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file with the token to send. Default: $FLOW_CANARY_TOKEN, else 'tokenFile' in the"
                    + " configuration file. There is no --token: others on the machine could read it.")
    private Path tokenFile;

    ServerSettings settings() {
        return ServerSettings.of(server, tokenFile, System.getenv(), Path.of(System.getProperty("user.home")));
    }

    CanaryClient client(Consumer<String> waiting) {
        return new CanaryClient(settings(), waiting);
    }
}
