package io.flowcanary.local.system;

import io.flowcanary.cli.FlowCanary;
import io.flowcanary.local.process.ChildProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

/** The streams service as a process of its own, to be killed. */
final class Instance {
    private Instance() {}

    static ChildProcess start(Map<String, String> environment, int port, Path log) {
        ProcessBuilder java = new ProcessBuilder(ChildProcess.java(FlowCanary.class, "streams"));
        java.environment().putAll(environment);
        java.environment().put("STREAMS_HTTP_PORT", Integer.toString(port));
        java.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return ChildProcess.start(java);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
