package io.flowcanary.cli;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.doctor.AwsDoctor;
import io.flowcanary.doctor.Finding;
import io.flowcanary.doctor.Finding.Level;
import io.flowcanary.doctor.KafkaDoctor;
import io.flowcanary.doctor.ServiceDoctor;
import io.flowcanary.record.Policy;
import io.flowcanary.settings.InvalidSettingException;
import io.flowcanary.streams.StreamsSettings;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether everything is there that the streams service needs. */
@Command(
        name = "doctor",
        description = {
            "Check settings, Kafka, topics, permissions, AWS, the parameters, the service, and how fresh its events are.",
            "Run it where the streams service runs, with its environment variables. It changes nothing."
                    + " Exits 1 when something fails."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  flow-canary doctor", "  flow-canary doctor --parameter /genesys/canary/percentage --output json"})
final class DoctorCommand implements Callable<Integer> {
    private static final String DEFAULT_PARAMETER = "/genesys/canary/percentage";
    private static final int KAFKA_PATIENCE_MS = 5_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--parameter",
            paramLabel = "NAME",
            description = "An SSM parameter to read; may be repeated. Default: those of all rollouts, else "
                    + DEFAULT_PARAMETER + ".")
    private List<String> parameters = new ArrayList<>();

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        try (ProgressBar progress = new ProgressBar()) {
            progress.say("asking the service ...");
            CanaryClient client = server.client(progress::say);
            ServiceDoctor service = new ServiceDoctor(client);
            findings.addAll(service.findings());
            TreeSet<String> names = new TreeSet<>(parameters.isEmpty() ? service.parameters() : parameters);
            if (names.isEmpty()) {
                names.add(DEFAULT_PARAMETER);
            }
            progress.say("asking Kafka ...");
            findings.addAll(kafka());
            progress.say("asking AWS ...");
            findings.addAll(settingsAndAws(names, parameters.isEmpty() ? service.alerts() : List.of()));
        }
        print(findings);
        return findings.stream().anyMatch(finding -> finding.level() == Level.FAIL) ? 1 : 0;
    }

    private List<Finding> kafka() {
        Map<String, Object> config = new HashMap<>(kafka.client());
        config.put("default.api.timeout.ms", KAFKA_PATIENCE_MS);
        config.put("request.timeout.ms", KAFKA_PATIENCE_MS - 1_000);
        String bootstrap = String.valueOf(config.get("bootstrap.servers"));
        try (Admin admin = Admin.create(config)) {
            return new KafkaDoctor(admin, bootstrap, StreamsSettings.applicationId(System.getenv())).findings();
        } catch (RuntimeException e) {
            return List.of(new Finding(
                    Level.FAIL,
                    "Kafka",
                    "its client cannot start: " + (e.getCause() == null ? e : e.getCause()).getMessage(),
                    "correct --bootstrap-servers, KAFKA_BOOTSTRAP_SERVERS or KAFKA_CLIENT_*"));
        }
    }

    private static List<Finding> settingsAndAws(TreeSet<String> names, List<Policy.Alerts> alerts) {
        List<Finding> findings = new ArrayList<>();
        try {
            StreamsSettings settings = StreamsSettings.from(System.getenv());
            findings.add(new Finding(Level.OK, "settings", "can be used", null));
            findings.addAll(new AwsDoctor(settings.act(), Clock.systemUTC()).findings(names, alerts));
        } catch (InvalidSettingException e) {
            findings.add(new Finding(Level.FAIL, "settings", e.getMessage(), "correct the environment variable"));
        }
        return findings;
    }

    private void print(List<Finding> findings) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            output.print(out, Map.of("findings", findings));
            return;
        }
        for (Finding finding : findings) {
            String level =
                    String.format(Locale.ROOT, "%-4s", finding.level().name().toLowerCase(Locale.ROOT));
            String style = switch (finding.level()) {
                case OK -> "green";
                case WARN -> "yellow";
                case FAIL -> "red";
            };
            out.println(
                    Ansi.AUTO.string("@|" + style + " " + level + "|@") + "  " + finding.what() + ": " + finding.how());
            if (finding.todo() != null) {
                out.println("      -> " + finding.todo());
            }
        }
        out.flush();
    }
}
