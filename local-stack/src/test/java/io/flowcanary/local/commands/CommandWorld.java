package io.flowcanary.local.commands;

import static org.awaitility.Awaitility.await;

import io.flowcanary.access.Role;
import io.flowcanary.access.Token;
import io.flowcanary.local.artefact.ClassArchive;
import io.flowcanary.local.artefact.ShippedJar;
import io.flowcanary.local.aws.LocalAws;
import io.flowcanary.local.aws.LocalAwsSetup;
import io.flowcanary.local.centre.CentreSettings;
import io.flowcanary.local.centre.DayProfile;
import io.flowcanary.local.centre.Recording;
import io.flowcanary.local.centre.Scenario;
import io.flowcanary.local.centre.Share;
import io.flowcanary.local.docs.Pages;
import io.flowcanary.local.kafka.LocalKafka;
import io.flowcanary.local.process.ChildProcess;
import java.io.IOException;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What the documents take for granted: a broker, an account, both services as processes from their own jars, and a flow whose
 * calls of the last hour they have counted. Also what stands in the documents for addresses, names and numbers.
 */
final class CommandWorld implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String REGION = "eu-central-1";
    private static final String SOURCE = "aws.partner/genesys.com/cloud/3f6b9e2c-0000-4000-8000-1234567890ab/calls";
    private static final Pattern CONVERSATION = Pattern.compile("\"conversationId\":\"([0-9a-f-]{36})\"");

    private static final List<String> EVENTS =
            Stream.of("start", "end").map(topic -> """
                    {"detail":{"topicName":"v2.detail.events.conversation.c-1.customer.%s","eventBody":\
                    {"conversationId":"c-1","participantId":"p-1","sessionId":"s-1","eventTime":1768471200000,\
                    "mediaType":"VOICE"}}}""".formatted(topic)).toList();

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Path directory;
    private final Map<String, String> environment = new TreeMap<>();
    private final Map<String, String> placeholders = new TreeMap<>();
    private LocalAws aws;

    private CommandWorld(Path directory) {
        this.directory = directory;
    }

    static CommandWorld start(Path directory) throws Exception {
        CommandWorld world = new CommandWorld(directory);
        try {
            world.startParts();
            return world;
        } catch (Exception | AssertionError e) {
            world.close();
            throw e;
        }
    }

    /** The variables of a command that is run in this world; the caller may change its own copy. */
    Map<String, String> environment() {
        return new TreeMap<>(environment);
    }

    /** The same command with this world's addresses and names. */
    String inThisWorld(String documented) {
        String command = documented;
        for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
            command = command.replace(placeholder.getKey(), placeholder.getValue());
        }
        return command;
    }

    /** An account in which there is nothing but Genesys' offer. */
    LocalAws emptyAccount() {
        LocalAws account = opened(LocalAws.start("127.0.0.1", 0, Clock.systemUTC()));
        account.offerEventSource(SOURCE);
        return account;
    }

    private void startParts() throws Exception {
        LocalKafka kafka = opened(LocalKafka.start(directory.resolve("kafka")));
        aws = opened(LocalAws.start("127.0.0.1", 0, Clock.systemUTC()));
        LocalAwsSetup.Created account = LocalAwsSetup.on(aws.endpoint(), REGION);
        int port = freePort();
        Token token = Token.random(new SecureRandom());
        Path tokens = Files.writeString(directory.resolve("tokens"), token.line(Role.OPERATOR, "kim") + "\n");
        String server = "http://127.0.0.1:" + port;
        environment.putAll(Map.ofEntries(
                Map.entry("PATH", directory.resolve("bin") + ":" + System.getenv("PATH")),
                Map.entry("HOME", directory.toString()),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()),
                Map.entry("AWS_ENDPOINT_URL", aws.endpoint().toString()),
                Map.entry("AWS_REGION", REGION),
                Map.entry("AWS_ACCESS_KEY_ID", "local"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "local"),
                Map.entry("SQS_QUEUE_URL", account.queueUrl()),
                Map.entry("SQS_WAIT_SECONDS", "1"),
                Map.entry("BRIDGE_HTTP_HOST", "127.0.0.1"),
                Map.entry("BRIDGE_HTTP_PORT", "0"),
                Map.entry("BRIDGE_HEARTBEAT", "1s"),
                Map.entry("STREAMS_HTTP_PORT", Integer.toString(port)),
                Map.entry("STREAMS_APPLICATION_SERVER", "127.0.0.1:" + port),
                Map.entry("STREAMS_STATE_DIR", directory.resolve("state").toString()),
                Map.entry("STREAMS_COMMIT_INTERVAL", "200ms"),
                Map.entry("SSM_READ_INTERVAL", "500ms"),
                // Where the documents show curl without a token, they do so against the demo.
                Map.entry("ACCESS_DEVELOPMENT", "true"),
                Map.entry("ACCESS_TOKENS_FILE", tokens.toString()),
                Map.entry("FLOW_CANARY_TOKEN", token.secret()),
                Map.entry("FLOW_CANARY_SERVER", server),
                Map.entry("api", server + "/api/v1"),
                Map.entry("CANARY", "main-ivr"),
                Map.entry("CI_JOB_ID", "7"),
                Map.entry("CI_COMMIT_SHA", "c0ffee"),
                Map.entry("GITHUB_RUN_ID", "4711"),
                Map.entry("GITHUB_RUN_ATTEMPT", "1"),
                Map.entry("GITHUB_SHA", "c0ffee")));
        placeholders.put("kafka:9092", kafka.bootstrapServers());
        placeholders.put("https://...", account.queueUrl());
        placeholders.put("http://localhost:8080", server);
        placeholders.put("http://localhost:4566", aws.endpoint().toString());
        placeholders.put("https://sqs.eu-central-1.amazonaws.com/123456789012/genesys-recording", recordingQueue());
        placeholders.put(" streams-app.jar", " " + ShippedJar.jar("streams-app"));
        programs();
        ClassArchive.make("streams-app", directory, environment, () -> false, "doctor");
        service("streams", List.of(directory.resolve("bin/flow-canary").toString(), "streams"));
        await().atMost(PATIENCE).until(() -> !get(server + "/health/ready").isEmpty());
        // Before the bridge, which would call a queue that fills slowly drained, and what comes later late.
        calls();
        service("bridge", ShippedJar.command("ingest-bridge"));
        await().atMost(PATIENCE)
                .until(() -> !get(server + "/api/v1/conversations/" + placeholders.get(conversation()))
                        .isEmpty());
        await().atMost(PATIENCE)
                .until(
                        () -> get(server + "/api/v1/canaries/main-ivr/tallies?window=PT1H"),
                        tallies -> tallies.contains("\"v1\"") && tallies.contains("\"v2\""));
    }

    /** A queue beside the bridge's, with two events in it. */
    private String recordingQueue() {
        try (SqsClient sqs = SqsClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            String queue = sqs.createQueue(request -> request.queueName("genesys-recording"))
                    .queueUrl();
            EVENTS.forEach(
                    event -> sqs.sendMessage(message -> message.queueUrl(queue).messageBody(event)));
            return queue;
        }
    }

    /** The documents' flow-canary: each command from the jar that ships it. */
    private void programs() throws IOException {
        Files.createDirectories(directory.resolve("policies"));
        for (String policy : List.of("main-ivr.yaml", "guide.yaml")) {
            Files.copy(
                    Pages.ROOT.resolve("policies").resolve(policy),
                    directory.resolve("policies").resolve(policy));
        }
        Files.createDirectories(directory.resolve("docker"));
        Files.copy(Pages.ROOT.resolve("docker/policy.yaml"), directory.resolve("docker/policy.yaml"));
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path program = Files.writeString(
                bin.resolve("flow-canary"), """
                    #!/bin/sh
                    case "$1" in
                      demo|play|record|bench|simulate) exec %s "$@" ;;
                      *) exec %s "$@" ;;
                    esac
                    """.formatted(shell("local-stack"), shell("streams-app")));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
        }
    }

    private void service(String name, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        opened(ChildProcess.start(builder));
    }

    /** Fifty minutes of calls up to now, on Genesys' bus. */
    private void calls() throws IOException {
        Duration length = Duration.ofMinutes(50);
        StringWriter envelopes = new StringWriter();
        Recording.write(
                CentreSettings.of(Scenario.HEALTHY)
                        .withSeed(1)
                        .withCallsPerHour(300)
                        .withDayProfile(DayProfile.flat()),
                Share.fixed(20),
                Instant.now().minus(length),
                length.minusMinutes(5),
                envelopes);
        for (String envelope : envelopes.toString().split("\n")) {
            Matcher conversation = CONVERSATION.matcher(envelope);
            if (envelope.contains("\"canaryName\"") && conversation.find()) {
                placeholders.putIfAbsent(conversation(), conversation.group(1));
            }
            try {
                aws.putOnBus("default", envelope);
            } catch (IllegalArgumentException noJson) {
                // The centre's noise; what is no JSON cannot cross a bus.
            }
        }
    }

    private static String conversation() {
        return "3f2b8c1e-6a70-4d0e-9b1d-0c5a7e9f4a12";
    }

    /** What is answered with 200; empty for anything else. */
    private static String get(String url) {
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String shell(String module) {
        return "'" + String.join("' '", ShippedJar.command(module)) + "'";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.err.println("cannot close a part of the world: " + e);
            }
        }
    }
}
