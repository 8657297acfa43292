package io.flowcanary.local.demo;

import io.flowcanary.cli.DurationOption;
import io.flowcanary.local.aws.LocalAwsSetup;
import io.flowcanary.local.centre.CentreSettings;
import io.flowcanary.local.centre.ContactCentre;
import io.flowcanary.local.centre.DayProfile;
import io.flowcanary.local.centre.Scenario;
import io.flowcanary.local.clock.ScaledClock;
import io.flowcanary.record.Messages;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays a contact centre into the queue of a stack that runs already. */
@Command(
        name = "play",
        footerHeading = "%nExamples:%n",
        footer = {
            "  flow-canary play --scenario errors --endpoint http://localhost:4566 \\",
            "    --queue-url http://localhost:4566/000000000000/genesys-events"
        },
        description = {
            "Play a synthetic contact centre into the queue of a stack that runs, in real time, until Ctrl-C.",
            "Its flow reads the share from the stack's parameter. The last line is the truth about its calls, as JSON.",
            "The credentials are dummies, so only a local AWS endpoint takes what it sends."
        })
public final class PlayCommand implements Callable<Integer> {
    @Option(names = "--endpoint", required = true, paramLabel = "URL", description = "The local AWS endpoint.")
    private URI endpoint;

    @Option(
            names = "--queue-url",
            required = true,
            paramLabel = "URL",
            description = "The queue that the bridge reads.")
    private String queueUrl;

    @Option(
            names = "--parameter",
            paramLabel = "NAME",
            defaultValue = LocalAwsSetup.PARAMETER,
            description = "The SSM parameter that the flow reads its share from. Default: ${DEFAULT-VALUE}")
    private String parameter;

    @Option(
            names = "--scenario",
            defaultValue = "healthy",
            converter = ScenarioName.class,
            completionCandidates = ScenarioName.class,
            description = "What goes wrong: one of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Scenario scenario;

    @Option(names = "--seed", defaultValue = "1", description = "The same seed makes the same calls. Default: 1")
    private long seed;

    @Option(
            names = "--calls-per-hour",
            defaultValue = "20000",
            description = "All day; more calls bring a verdict sooner. Default: 20000")
    private double callsPerHour;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            description = "How long, such as 90s, 10m or 2h. Default: until Ctrl-C")
    private Duration length;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    @Override
    public Integer call() throws InterruptedException {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "play-stop"));
        CentreSettings settings = CentreSettings.of(scenario)
                .withSeed(seed)
                .withCallsPerHour(callsPerHour)
                .withDayProfile(DayProfile.flat());
        try (FlowShare share = new FlowShare(endpoint, parameter)) {
            ContactCentre centre;
            try (QueueFeed feed = new QueueFeed(endpoint, queueUrl)) {
                centre = new ContactCentre(settings, new ScaledClock(Instant.now(), 1), share, feed);
                play(centre);
            }
            System.out.println(Messages.json().writeValueAsString(centre.truth()));
            return 0;
        } finally {
            done.countDown();
        }
    }

    private void play(ContactCentre centre) throws InterruptedException {
        Thread calls = new Thread(centre, "contact-centre");
        calls.setDaemon(true);
        calls.start();
        System.err.printf(
                Locale.ROOT, "%,.0f calls an hour, scenario %s, into %s%n", callsPerHour, scenario.typed(), queueUrl);
        if (length == null) {
            stopped.await();
        } else {
            stopped.await(length.toMillis(), TimeUnit.MILLISECONDS);
        }
        centre.stop(false);
        calls.join();
    }

    /** On Ctrl-C: the queue gets what is on its way, and the truth is told, before the JVM ends. */
    private void stop() {
        stopped.countDown();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
