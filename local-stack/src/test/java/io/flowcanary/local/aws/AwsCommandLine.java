package io.flowcanary.local.aws;

import io.flowcanary.local.process.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** AWS's command line as Debian ships it, one process for all commands. */
final class AwsCommandLine implements AutoCloseable {
    private final ChildProcess process;
    private final Writer commands;
    private final BufferedReader answers;

    AwsCommandLine() {
        ProcessBuilder builder = Program.builder(Program.python("command_line.py"));
        process = ChildProcess.start(builder.redirectError(ProcessBuilder.Redirect.INHERIT));
        commands = process.process().outputWriter(StandardCharsets.UTF_8);
        answers = process.process().inputReader(StandardCharsets.UTF_8);
    }

    Program run(List<String> arguments) throws IOException {
        ArrayNode line = Json.array();
        arguments.forEach(line::add);
        commands.write(Json.text(line) + "\n");
        commands.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("AWS's command line has ended; its last words are above");
        }
        JsonNode came = Json.parse(answer);
        return new Program(
                came.path("exit").intValue(),
                came.path("out").asString(),
                came.path("err").asString());
    }

    @Override
    public void close() {
        process.close();
    }
}
