package io.flowcanary.local.demo;

import io.flowcanary.local.centre.CentreSettings;
import io.flowcanary.local.centre.ContactCentre;
import io.flowcanary.local.centre.Scenario;
import io.flowcanary.local.clock.ScaledClock;
import io.flowcanary.local.clock.Speedometer;
import io.flowcanary.query.CanaryTallies;
import io.flowcanary.record.Command;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Reason;
import io.flowcanary.topics.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One run of the demo: starts everything, opens the contact centre, begins a rollout, and shows what happens. */
final class Demo {
    /** A busy morning; the day itself means nothing. */
    private static final Instant OPENING = Instant.parse("2026-01-15T10:00:00Z");

    private static final Duration FIRST_LOOKS = Duration.ofMillis(300);
    private static final Duration REFRESH = Duration.ofSeconds(1);
    private static final Duration LINE_INTERVAL = Duration.ofSeconds(5);
    private static final String BUS = "default";

    /** For one machine that plays everything, and may be slow. One receiver finds full batches where four share them out. */
    private static final Map<String, String> SMALL = Map.of(
            "KAFKA_CLIENT_ROCKSDB_CONFIG_SETTER", SmallStores.class.getName(),
            "SQS_RECEIVERS", "1",
            "STREAMS_CACHE_MIB", "16",
            "STREAMS_COMMIT_INTERVAL", "500ms",
            "KAFKA_CLIENT_TRANSACTION_TIMEOUT_MS", "60000",
            "KAFKA_CLIENT_LINGER_MS", "50",
            "KAFKA_CLIENT_ENABLE_METRICS_PUSH", "false");

    /** What ends it, besides somebody who has had enough. */
    enum Until {
        FIGURES,
        VERDICT,
        INTERRUPT
    }

    private final CentreSettings settings;
    private final Policy policy;
    private final double speed;
    private final int port;
    private final Until until;
    private final FlowGate gate;
    private final boolean terminal = System.console() != null;
    private final Screen screen = new Screen(System.out, terminal);
    private final Api api = new Api();
    private final CountDownLatch done = new CountDownLatch(1);
    private int told;
    private boolean shown;
    private volatile boolean interrupted;

    Demo(CentreSettings settings, Policy policy, double speed, int port, Until until, FlowGate gate) {
        this.settings = settings;
        this.policy = policy;
        this.speed = speed;
        this.port = port;
        this.until = until;
        this.gate = gate;
    }

    int run() throws IOException {
        Path directory = Files.createTempDirectory("flow-canary-demo");
        DemoLog log = DemoLog.open();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "demo-stop"));
        System.setProperty(Topic.MOST_PARTITIONS, "1");
        screen.say("Starting a broker, an AWS endpoint, the bridge and the streams service ...");
        ScaledClock clock = ScaledClock.stopped(OPENING);
        try (LocalStack stack = LocalStack.account();
                Governor governor = new Governor(clock, speed, new SourceLag(stack, OPENING))) {
            governor.start();
            int exit = play(stack, clock, directory, log);
            log.delete();
            return exit;
        } finally {
            delete(directory);
            done.countDown();
        }
    }

    /** Calls come before the services are there to count them, as in production: their events wait in the queue. */
    private int play(LocalStack stack, ScaledClock clock, Path directory, DemoLog log) {
        try (ContactCentre centre = gate.centre(stack, settings, policy.parameter(), clock)) {
            Thread calls = new Thread(centre, "contact-centre");
            calls.setDaemon(true);
            calls.start();
            stack.startServices(directory, port, clock, SMALL);
            introduce(stack, log);
            start(stack, policy.alerting(new Policy.Alerts(stack.alertTopic(), BUS)), clock);
            return follow(stack, clock, centre);
        }
    }

    private void introduce(LocalStack stack, DemoLog log) {
        screen.say(String.format(
                Locale.ROOT,
                "Scenario %s, seed %d, %,.0f calls an hour, %.0f times real time, judge %s.%n"
                        + "Page: http://localhost:%d/  Broker: %s  AWS: %s%nLog: %s",
                settings.scenario().typed(),
                settings.seed(),
                settings.callsPerHour(),
                speed,
                policy.judge().json(),
                stack.port(),
                stack.kafka().bootstrapServers(),
                stack.aws().endpoint(),
                log));
    }

    private int follow(LocalStack stack, ScaledClock clock, ContactCentre centre) {
        try (VerdictFeed feed = new VerdictFeed(stack.kafka().bootstrapServers())) {
            Verdict last = watch(stack, feed, clock);
            centre.stop(false);
            if (last == null) {
                return 0;
            }
            Effects effects = new Effects(stack.aws(), policy);
            if (!effects.await(last, told, () -> interrupted)) {
                screen.say("Not all of the verdict's effects showed in time.");
            }
            screen.say(effects.report());
            System.out.println(Messages.text(last));
            return 0;
        }
    }

    /** Until what was waited for has come, or somebody has had enough. */
    private Verdict watch(LocalStack stack, VerdictFeed feed, ScaledClock clock) {
        long nextFigures = 0;
        Speedometer speedometer = new Speedometer(clock);
        while (!interrupted) {
            for (Verdict verdict : feed.poll(Duration.ofMillis(200))) {
                screen.verdict(verdict);
                told += verdict.transition() ? 1 : 0;
                if (until == Until.VERDICT && isEnding(verdict)) {
                    return verdict;
                }
            }
            if (stack.failed()) {
                throw new IllegalStateException("a service of the demo cannot go on; why is in the log");
            }
            if (System.nanoTime() >= nextFigures) {
                boolean counted = figures(stack, clock.instant(), speedometer.read());
                if (until == Until.FIGURES && counted) {
                    return null;
                }
                Duration wait = !counted ? FIRST_LOOKS : terminal ? REFRESH : LINE_INTERVAL;
                nextFigures = System.nanoTime() + wait.toNanos();
            }
        }
        return null;
    }

    /** Shows them, line by line only once while they are all 0; false while no call is counted yet. */
    private boolean figures(LocalStack stack, Instant now, double pace) {
        Optional<Rollout> rollout = api.rollout(stack.port(), policy.canary());
        Instant from = later(OPENING, now.minus(policy.window()));
        Optional<CanaryTallies> tallies =
                rollout.flatMap(at -> api.tallies(stack.port(), at.canary(), from, later(now, OPENING.plusMillis(1))));
        boolean counted = tallies.filter(found -> !found.versions().isEmpty()).isPresent();
        if (tallies.isPresent() && (counted || terminal || !shown)) {
            shown = true;
            screen.figures(rollout.get(), tallies.get(), now, slowed(pace));
        }
        return counted;
    }

    /** How fast the clock runs where that is noticeably less than was asked for; else nothing. */
    private String slowed(double now) {
        return now < 0.95 * speed
                ? String.format(Locale.ROOT, ", %.0f times real time (%.0f asked for)", now, speed)
                : "";
    }

    /**
     * The end of the rollout, or a hold that people were told of: it ends only when they do something. A kept random number looks
     * like too small a share until it once was the canary's; the demo waits for the better word.
     */
    private boolean isEnding(Verdict verdict) {
        boolean foretaste = settings.scenario() == Scenario.CACHED_GATE && verdict.reason() == Reason.SPLIT_MISMATCH;
        return verdict.transition()
                && (!verdict.state().active() || (verdict.verdict() == Verdict.Kind.HOLD && !foretaste));
    }

    private static void start(LocalStack stack, Policy policy, ScaledClock clock) {
        Command start = new Command.Start("demo-start", policy.canary(), clock.instant(), "demo", "demo", policy, null);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka().bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.COMMANDS.topicName(), policy.canary(), Messages.write(start)));
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** On Ctrl-C: lets the run end in its own order before the JVM does. */
    private void stop() {
        interrupted = true;
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("could not delete " + directory + ": " + e.getMessage());
        }
    }
}
