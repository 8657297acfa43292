package io.flowcanary.local.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flowcanary.topics.TopicAdmin;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka broker, broker and controller in one, within this JVM. It listens on the loopback interface only, without
 * authentication; a guarded one also where a user must show a password, and may do no more than its ACLs allow. Its threads are no daemons: close it, or the JVM does not end.
 */
public final class LocalKafka implements AutoCloseable {
    private static final long YEAR_MS = 365L * 24 * 3600 * 1000;
    private static final String CONTROLLER = "CONTROLLER";
    private static final String GUARDED = "GUARDED";

    /** On a busy machine a heartbeat can come seconds late: a controller that gives its only broker up helps nobody. */
    private static final Duration SESSION = Duration.ofMinutes(2);

    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final String guardedServers;

    private LocalKafka(KafkaRaftServer server, String bootstrapServers, String guardedServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
        this.guardedServers = guardedServers;
    }

    /**
     * Starts a broker and creates the topics.
     *
     * @param directory where it keeps its data; formatted when it is empty
     */
    public static LocalKafka start(Path directory) {
        return start(directory, null);
    }

    /**
     * The same, with a second listener that asks for a password. Whoever comes by the first one may do everything.
     *
     * @param user the one who is known there, without any right; the password is the same text
     */
    public static LocalKafka startGuarded(Path directory, String user) {
        return start(directory, user);
    }

    private static LocalKafka start(Path directory, String user) {
        // In the machine's language it writes its folders' names in digits that it cannot read, and finds no group type
        // named
        // "CLASSİC".
        Locale.setDefault(Locale.ROOT);
        int port = freePort();
        int guardedPort = user == null ? 0 : freePort();
        Properties properties = properties(directory, port, freePort());
        properties.put("broker.session.timeout.ms", Long.toString(SESSION.toMillis()));
        if (user != null) {
            guard(properties, guardedPort, user);
        }
        try {
            if (!Files.exists(directory.resolve("meta.properties"))) {
                Files.createDirectories(directory);
                new Formatter()
                        .setNodeId(1)
                        .setClusterId(Uuid.randomUuid().toString())
                        .setDirectories(List.of(directory.toString()))
                        .setMetadataLogDirectory(directory.toString())
                        .setControllerListenerName(CONTROLLER)
                        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
                        .run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + directory, e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + directory, e);
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        LocalKafka kafka = new LocalKafka(server, "localhost:" + port, "localhost:" + guardedPort);
        try {
            server.startup();
            try (Admin admin = kafka.admin()) {
                new TopicAdmin(admin).create(1);
            }
        } catch (RuntimeException | Error e) {
            kafka.close();
            throw e;
        }
        return kafka;
    }

    /** Where clients find it. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Where the clients find it that must show a password, by SASL PLAIN. */
    public String guardedServers() {
        return guardedServers;
    }

    /** A client for administration; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Properties properties(Path directory, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@localhost:" + controllerPort);
        properties.put("controller.listener.names", CONTROLLER);
        properties.put("listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", directory.toString());
        properties.put("auto.create.topics.enable", "false");
        for (String internal : List.of("offsets.topic", "transaction.state.log")) {
            properties.put(internal + ".replication.factor", "1");
            properties.put(internal + ".num.partitions", "1");
        }
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
        // What is being written is never compacted: by segments of a gigabyte, every changelog would grow to that.
        properties.put("log.segment.bytes", Integer.toString(16 << 20));
        // Records are dated by the clock of the centre that is played: by the machine's, retention would delete them
        // and the state of their producers.
        properties.put("log.initial.task.delay.ms", Long.toString(YEAR_MS));
        properties.put("broker.heartbeat.interval.ms", "1000");
        // Sized for a data centre by default, and started whether they are needed or not: most of a short life is the
        // start.
        for (String threads : List.of(
                "num.io.threads", "background.threads", "group.coordinator.threads", "share.coordinator.threads")) {
            properties.put(threads, "2");
        }
        properties.put("num.network.threads", "1");
        // Nobody looks at its figures by JMX.
        properties.put("metric.reporters", "");
        return properties;
    }

    private static void guard(Properties properties, int port, String user) {
        properties.merge("listeners", "," + GUARDED + "://localhost:" + port, (all, one) -> all + "" + one);
        properties.merge(
                "listener.security.protocol.map", "," + GUARDED + ":SASL_PLAINTEXT", (all, one) -> all + "" + one);
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.put("authorizer.class.name", StandardAuthorizer.class.getName());
        properties.put("super.users", "User:ANONYMOUS");
        String listener = "listener.name." + GUARDED.toLowerCase(Locale.ROOT) + ".";
        properties.put(listener + "sasl.enabled.mechanisms", "PLAIN");
        properties.put(
                listener + "plain.sasl.jaas.config",
                PlainLoginModule.class.getName() + " required user_" + user + "=\"" + user + "\";");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }
}
