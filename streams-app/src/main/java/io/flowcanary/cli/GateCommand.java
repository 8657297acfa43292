package io.flowcanary.cli;

import io.flowcanary.client.CanaryClient;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether a pipeline may deploy now. */
@Command(
        name = "lock",
        aliases = "gate",
        description = {
            "Ask the deployment lock whether a pipeline may deploy; take or release its lease.",
            "A lock that was open a moment ago may be closed now: only a lease keeps the canary from starting meanwhile."
                    + " With --lease, the lease's number is all that standard output holds."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:open, granted or released", "1:closed", "2:not known, or wrong usage: do not deploy"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  flow-canary lock --canary main-ivr",
            "  lease=$(flow-canary lock --canary main-ivr --lease 20m --wait 30m)",
            "  flow-canary lock --canary main-ivr --release \"$lease\""
        })
final class GateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOptions output;

    @Option(names = "--canary", required = true, paramLabel = "CANARY", description = "The canary's name.")
    private String canary;

    @Option(
            names = "--lease",
            paramLabel = "LENGTH",
            converter = DurationOption.class,
            description = "Take the lease for this long, for example 20m. Until it ends, the canary does not start.")
    private Duration lease;

    @Option(
            names = "--share",
            paramLabel = "PERCENT",
            description = "Open only at this share. With 0: not after a promotion, while every call takes the canary.")
    private Integer share;

    @Option(
            names = "--wait",
            paramLabel = "LENGTH",
            converter = DurationOption.class,
            description = "While it is closed or not known, go on asking for this long.")
    private Duration wait;

    @Option(
            names = "--poll",
            paramLabel = "LENGTH",
            converter = DurationOption.class,
            defaultValue = "5s",
            description = "How often to ask again. Default: ${DEFAULT-VALUE}")
    private Duration poll;

    @Option(names = "--release", paramLabel = "NUMBER", description = "End this lease.")
    private Long release;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; shown in the history.")
    private String reason;

    @Option(
            names = "--actor",
            paramLabel = "NAME",
            description = "Who asks, for a server that needs no token. Default: your user name.")
    private String actor = System.getProperty("user.name");

    @Override
    public Integer call() throws InterruptedException {
        if (release != null && (lease != null || wait != null || share != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--release: expected none of --lease, --wait and --share with it");
        }
        GateAnswer answer;
        try (ProgressBar progress = new ProgressBar()) {
            CanaryClient client = server.client(progress::say);
            GateAsker asker = new GateAsker(client, canary, actor, reason);
            answer = release != null ? asker.release(release) : waited(asker, progress);
        }
        print(answer);
        return answer.exit();
    }

    private GateAnswer waited(GateAsker asker, ProgressBar progress) throws InterruptedException {
        long begin = System.nanoTime();
        GateAnswer answer = asker.ask(lease, share);
        while (answer.exit() != 0 && !answer.wrong() && wait != null) {
            Duration left = wait.minusNanos(System.nanoTime() - begin);
            if (left.isNegative() || left.isZero()) {
                return answer;
            }
            progress.say(answer.why() + "; waiting for " + left.toMinutes() + " min " + left.toSecondsPart()
                    + " s more ...");
            Thread.sleep(Math.min(poll.toMillis(), left.toMillis() + 1));
            answer = asker.ask(lease, share);
        }
        return answer;
    }

    private void print(GateAnswer answer) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            output.print(out, answer.json(canary));
        } else if (answer.lease() != null) {
            out.println(answer.lease());
            spec.commandLine().getErr().println(answer.why());
        } else {
            (answer.exit() == 0 ? out : spec.commandLine().getErr()).println(answer.why());
        }
    }
}
