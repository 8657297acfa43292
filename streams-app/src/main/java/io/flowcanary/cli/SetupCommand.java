package io.flowcanary.cli;

import io.flowcanary.settings.Secret;
import io.flowcanary.setup.Setup;
import io.flowcanary.setup.Step;
import io.flowcanary.setup.StepText;
import io.flowcanary.setup.Wishes;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sets up AWS. */
@Command(
        name = "setup",
        description = {
            "Set up AWS: the bus of Genesys' event source, a rule with the topics that count, a queue with its dead letters"
                    + " (or posts to an endpoint), the parameter and the alert topic.",
            "Each step looks first and changes only what differs. It leaves alone what does not carry this setup's tag. It"
                    + " finds account, region and credentials as every AWS tool does."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  flow-canary setup --plan",
            "  flow-canary setup --apply --alert-email ops@example.com",
            "  flow-canary setup --policies --output json"
        })
final class SetupCommand implements Callable<Integer> {
    private static final String KEY_VARIABLE = "BRIDGE_API_KEY";
    private static final int LONGEST_KEY = 512;

    @Spec
    private CommandSpec spec;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private What what;

    @Mixin
    private SetupOptions options;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Post events to this HTTPS address of the bridge, instead of a queue.")
    private URI endpoint;

    @Option(
            names = "--invocation-role",
            paramLabel = "ARN",
            description = "With --endpoint: the role by which EventBridge may post; --policies prints what it needs.")
    private String role;

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description =
                    "With --endpoint: the file of the key that posts carry. Default: the variable " + KEY_VARIABLE)
    private Path keyFile;

    @Option(
            names = "--api-key-header",
            defaultValue = "X-Api-Key",
            description = "With --endpoint: the header that carries it. Default: ${DEFAULT-VALUE}")
    private String header;

    @Option(
            names = "--renew-api-key",
            description = "With --endpoint: give the connection the key again; AWS does not show the one it has.")
    private boolean renewKey;

    @Option(
            names = "--rate",
            defaultValue = "300",
            description = "With --endpoint: posts a second at most, 1 to 300. Default: ${DEFAULT-VALUE}")
    private int rate;

    @Option(
            names = "--alert-email",
            paramLabel = "ADDRESS",
            description = "An e-mail address that gets alerts; may be repeated.")
    private List<String> emails = List.of();

    @Option(
            names = "--alert-https",
            paramLabel = "URL",
            description = "An HTTPS URL that gets alerts; may be repeated.")
    private List<String> urls = List.of();

    @Option(
            names = "--verdicts-to",
            paramLabel = "ARN",
            description = "An SQS queue, SNS topic or log group that gets each verdict from the default bus."
                    + " Default: none; people get alerts from the topic already.")
    private String verdictsTo;

    @Option(
            names = "--gate-function",
            paramLabel = "NAME",
            defaultValue = "flow-canary-gate",
            description = "The Lambda function that draws for the flow; for --policies. Default: ${DEFAULT-VALUE}")
    private String gateFunction;

    /** One of them. */
    private static final class What {
        @Option(names = "--plan", description = "Show what would be done; change nothing.")
        private boolean plan;

        @Option(names = "--apply", description = "Make the changes.")
        private boolean apply;

        @Option(names = "--policies", description = "Print the IAM policies that it needs, by who needs them.")
        private boolean policies;
    }

    @Override
    public Integer call() {
        Wishes.Post post = endpoint == null ? null : SetupOptions.post(spec, endpoint, role, header, rate, renewKey);
        try (Setup setup = Setup.open(System.getenv())) {
            Wishes wishes = options.wishes(spec, setup, post, emails, urls, verdictsTo, gateFunction);
            PrintWriter out = spec.commandLine().getOut();
            if (what.policies) {
                output.print(out, setup.policies(wishes));
                return 0;
            }
            List<Step> steps = what.plan ? setup.plan(wishes) : setup.apply(wishes, this::key, this::tell);
            print(out, setup, wishes, steps);
            return StepText.blocked(steps) ? 1 : 0;
        }
    }

    private void tell(Step step) {
        PrintWriter err = spec.commandLine().getErr();
        StepText.lines(step, output.paint()).forEach(err::println);
        err.flush();
    }

    private void print(PrintWriter out, Setup setup, Wishes wishes, List<Step> steps) {
        boolean done = what.apply && !StepText.blocked(steps);
        Map<String, List<String>> settings = done ? setup.settings(wishes) : Map.of();
        if (output.json()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("account", setup.account());
            answer.put("steps", steps);
            answer.put("settings", settings);
            output.print(out, answer);
            return;
        }
        out.println("Account " + setup.account().id() + ", " + setup.account().region());
        if (!done) {
            steps.forEach(step -> StepText.lines(step, output.paint()).forEach(out::println));
        }
        out.println(StepText.summary(steps, done));
        settings.forEach((reader, lines) -> {
            out.println();
            out.println("# " + reader);
            lines.forEach(out::println);
        });
        out.flush();
    }

    /** From a file or a variable: everybody on a machine can read the arguments of its processes. */
    private Secret key() {
        String key = keyFile == null ? System.getenv().getOrDefault(KEY_VARIABLE, "") : read(keyFile);
        if (key.isBlank() || key.startsWith("sha256:") || key.length() > LONGEST_KEY) {
            throw new ParameterException(
                    spec.commandLine(),
                    (keyFile == null ? "the variable " + KEY_VARIABLE : keyFile)
                            + " holds no key: put the key itself there, of at most " + LONGEST_KEY
                            + " characters, not its SHA-256; --api-key-file names a file instead");
        }
        return new Secret(key.strip());
    }

    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            // One byte more than a key may have: enough to tell a file that is something else.
            return new String(in.readNBytes(LONGEST_KEY + 1), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read --api-key-file " + file + ": " + e.getMessage(), e);
        }
    }
}
