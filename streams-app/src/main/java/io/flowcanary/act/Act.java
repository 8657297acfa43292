package io.flowcanary.act;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The effects of this instance, on two threads: one keeps parameters equal to the wanted shares, one tells of transitions. The
 * instances of one service share the work through Kafka's groups.
 */
public final class Act implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Act.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(4);
    private static final CloseOptions LEAVE_WITHIN = CloseOptions.timeout(Duration.ofSeconds(1));
    /** How old a reading of a parameter may be that somebody asks for. */
    private static final Duration RECENT = Duration.ofSeconds(2);

    private static final String KEEPER = "flow-canary-keeper";
    private static final String ANNOUNCER = "flow-canary-announcer";

    /** The consumer groups that its members join. */
    public static final List<String> GROUPS = List.of(KEEPER, ANNOUNCER);

    private final List<Loop> loops;
    private final AwsClients aws;
    private final HealthBoard board;
    private final ParameterReader parameters;
    private final TargetCheck targets;

    private Act(List<Loop> loops, AwsClients aws, HealthBoard board, ParameterReader parameters) {
        this.loops = loops;
        this.aws = aws;
        this.board = board;
        this.parameters = parameters;
        targets = new AwsTargets(aws);
    }

    /**
     * Starts both threads; what they need of AWS and Kafka may come later than they. A missing region or a setting that Kafka
     * refuses is thrown at once.
     *
     * @param clock for what records say; waits are in real time
     * @param meters where shares, verdicts, alerts and failures show as figures
     * @param onFatal called once by each thread that ended because no retry can help, for example for want of a Kafka permission
     */
    public static Act start(ActSettings settings, Clock clock, MeterRegistry meters, Consumer<Throwable> onFatal) {
        HealthBoard board = new HealthBoard(clock, meters);
        KafkaClients kafka = new KafkaClients(settings);
        AwsClients aws = AwsClients.open(settings);
        LongSupplier ticks = System::nanoTime;
        try {
            List<Loop> loops = List.of(
                    keeper(settings, clock, ticks, kafka, aws, board, meters, onFatal),
                    announcer(settings, clock, ticks, kafka, aws, board, meters, onFatal));
            loops.forEach(Loop::start);
            return new Act(loops, aws, board, new RecentReader(new SsmParameterStore(aws.ssm()), RECENT, clock, ticks));
        } catch (RuntimeException e) {
            aws.close();
            throw e;
        }
    }

    private static Loop keeper(
            ActSettings settings,
            Clock clock,
            LongSupplier ticks,
            KafkaClients kafka,
            AwsClients aws,
            HealthBoard board,
            MeterRegistry meters,
            Consumer<Throwable> onFatal) {
        var member = kafka.member(KEEPER);
        Producer<String, byte[]> producer = kafka.producer(KEEPER);
        IntentLog intents = new IntentLog(kafka.reader(KEEPER + "-intents", false), producer, clock, ticks);
        Report report = new Report(producer, clock);
        ParameterHand hand = new ParameterHand(
                new SsmParameterStore(aws.ssm()),
                intents,
                report,
                clock,
                () -> UUID.randomUUID().toString());
        ShareMeters shareMeters = new ShareMeters(meters);
        ShareKeeper keeper = new ShareKeeper(
                new Shares(member, board, shareMeters, ticks),
                hand,
                report,
                board,
                shareMeters,
                backoff(settings.readInterval()),
                clock,
                ticks,
                settings.readInterval(),
                settings.claim());
        Runnable end = () -> Closing.all(
                () -> member.close(LEAVE_WITHIN), intents::close, () -> producer.close(Duration.ofSeconds(1)));
        return new Loop(KEEPER, "kafka:keeper", keeper, end, board, onFatal);
    }

    private static Loop announcer(
            ActSettings settings,
            Clock clock,
            LongSupplier ticks,
            KafkaClients kafka,
            AwsClients aws,
            HealthBoard board,
            MeterRegistry meters,
            Consumer<Throwable> onFatal) {
        var member = kafka.member(ANNOUNCER);
        AlertTargets targets = new AlertTargets(kafka.reader(ANNOUNCER + "-rollouts", true), ticks);
        Courier courier = new Courier(
                new SnsAlertTopic(aws),
                new EventBridgeBus(aws),
                board,
                backoff(Duration.ofSeconds(30)),
                ticks,
                settings.pageUrl(),
                meters);
        HoldDigest digest = new HoldDigest(settings.holdDigest());
        Announcer announcer = new Announcer(
                member, targets, courier, digest, new VerdictMeters(meters, clock), clock, ticks, settings.claim());
        Runnable end = () -> Closing.all(() -> member.close(LEAVE_WITHIN), targets::close);
        return new Loop(ANNOUNCER, "kafka:announcer", announcer, end, board, onFatal);
    }

    /** The first wait is up to 0.3 s: SSM allows three writes a second. */
    private static Backoff backoff(Duration most) {
        return new Backoff(Duration.ofMillis(300), most, new Random());
    }

    /** Reads parameters for whoever asks, as of 2 s ago at most. */
    public ParameterReader parameters() {
        return parameters;
    }

    /** Looks at a policy's targets before its rollout begins. */
    public TargetCheck targets() {
        return targets;
    }

    /** How each target does at the moment. */
    public ActHealth health() {
        return board.health();
    }

    /** Ends both threads after the call they are in, at most 5 s later; what was not done is done by the next instance. */
    @Override
    public void close() {
        loops.forEach(Loop::close);
        long end = System.nanoTime() + CLOSE_WITHIN.toNanos();
        for (Loop loop : loops) {
            if (!loop.await(Duration.ofNanos(end - System.nanoTime()))) {
                LOG.warn("a thread of the effects is still waiting for an answer: left behind");
                loop.interrupt();
            }
        }
        aws.close();
    }
}
