package io.flowcanary.cli;

import io.flowcanary.record.Messages;
import io.flowcanary.show.Paint;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** In which form a command answers. */
final class OutputOptions {
    @Option(
            names = "--output",
            defaultValue = "table",
            paramLabel = "FORM",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Output output;

    boolean json() {
        return output == Output.json;
    }

    /** Colours on a terminal, unless {@code NO_COLOR} is set. */
    Paint paint() {
        return new Paint(Ansi.AUTO.enabled());
    }

    void print(PrintWriter out, Object answer) {
        out.println(Messages.json().writeValueAsString(answer));
        out.flush();
    }

    static void print(PrintWriter out, List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }
}
