package io.flowcanary.local.system;

import io.flowcanary.cli.FlowCanary;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

/** The streams service as a process of its own, to be killed. */
final class Instance {
    private Instance() {}

    static Process start(Map<String, String> environment, int port, Path log) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                FlowCanary.class.getName(),
                "streams");
        java.environment().putAll(environment);
        java.environment().put("STREAMS_HTTP_PORT", Integer.toString(port));
        java.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return java.start();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
