package io.flowcanary.local.page;

import static org.awaitility.Awaitility.await;

import io.flowcanary.bridge.BridgeService;
import io.flowcanary.bridge.BridgeSettings;
import io.flowcanary.local.centre.CentreSettings;
import io.flowcanary.local.centre.Recording;
import io.flowcanary.local.centre.Scenario;
import io.flowcanary.local.centre.Share;
import io.flowcanary.local.demo.LocalStack;
import io.flowcanary.local.tool.Needs;
import io.flowcanary.local.tool.Tool;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Command;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.topics.Topic;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

/**
 * How long the page takes with twenty canaries of a day each, over the real broker and the real service: from the click to the last
 * chart. Not a part of the build: {@code ./mvnw verify -Dtest=NoSuch -Dit.test=PageBench
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
@Needs(Tool.CHROMIUM)
class PageBench {
    private static final int CANARIES = 20;
    private static final int RUNS = 11;
    private static final double CALLS_PER_HOUR = 60;
    private static final Instant BEGIN = Instant.parse("2026-01-15T10:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern CONVERSATION = Pattern.compile("\"conversationId\"\\s*:\\s*\"([0-9a-f-]{36})\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    @Test
    void twentyCanariesOfADayEach() throws Exception {
        Path calls = record();
        try (LocalStack stack = LocalStack.start(directory, 0, Clock.fixed(BEGIN, ZoneOffset.UTC), Map.of());
                Browser browser = Browser.start(directory)) {
            start(stack);
            await().atMost(LONG).until(() -> ask(stack, "/api/v1/canaries").contains("ivr-" + CANARIES));
            play(stack, calls);
            String url = "http://localhost:" + stack.port();
            report(
                    "overview of " + CANARIES + " canaries",
                    browser,
                    url + "/",
                    ".card:nth-child(" + CANARIES + ") .spark");
            report(
                    "one canary, 24 h by the minute",
                    browser,
                    url + "/canaries/ivr-07?window=PT24H",
                    "#over-time canvas");
        }
    }

    /** One day of one flow, told of twenty. */
    private Path record() throws IOException {
        Path one = directory.resolve("one.ndjson");
        try (BufferedWriter writer = Files.newBufferedWriter(one)) {
            Recording.write(
                    CentreSettings.of(Scenario.HEALTHY).withCallsPerHour(CALLS_PER_HOUR),
                    Share.fixed(20),
                    BEGIN,
                    DAY,
                    writer);
        }
        Path all = directory.resolve("all.ndjson");
        try (BufferedWriter writer = Files.newBufferedWriter(all);
                var lines = Files.lines(one)) {
            for (String line : (Iterable<String>) lines::iterator) {
                for (int canary = 1; canary <= CANARIES; canary++) {
                    writer.append(of(canary, line)).append('\n');
                }
            }
        }
        return all;
    }

    private static String of(int canary, String line) {
        Matcher conversation = CONVERSATION.matcher(line);
        String text = line.replace("main-ivr", name(canary));
        return conversation.find()
                ? text.replace(
                        conversation.group(1),
                        String.format("%02x", canary) + conversation.group(1).substring(2))
                : text;
    }

    private static String name(int canary) {
        return String.format("ivr-%02d", canary);
    }

    /** A dry run, in force at once, that goes on all day. */
    private static void start(LocalStack stack) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka().bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int canary = 1; canary <= CANARIES; canary++) {
                String name = name(canary);
                Policy policy = PolicyYaml.read("{canary: " + name + ", parameter: /bench/" + name
                        + ", steps: [20, 100], bake: 72h, dryRun: true}");
                Command start = new Command.Start("bench-" + name, name, BEGIN, "bench", "bench", policy, null);
                producer.send(new ProducerRecord<>(Topic.COMMANDS.topicName(), name, Messages.write(start)))
                        .get();
            }
        }
    }

    private static void play(LocalStack stack, Path calls) throws Exception {
        Map<String, String> env = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", stack.kafka().bootstrapServers(),
                "BRIDGE_HTTP_HOST", "127.0.0.1",
                "BRIDGE_HTTP_PORT", "0",
                "BRIDGE_SOURCE", "file",
                "BRIDGE_FILE", calls.toString());
        try (BridgeService bridge = BridgeService.start(BridgeSettings.from(env), Clock.systemUTC())) {
            bridge.ended().get(LONG.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
        }
        for (int canary = 1; canary <= CANARIES; canary++) {
            String last = "/api/v1/canaries/" + name(canary) + "/verdicts?limit=1";
            await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).until(() -> {
                JsonNode judgedAt = Messages.json().readTree(ask(stack, last)).at("/verdicts/0/judgedAt");
                return judgedAt.isString()
                        && !Instant.parse(judgedAt.asString()).isBefore(BEGIN.plus(DAY));
            });
        }
    }

    private static String ask(LocalStack stack, String path) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + stack.port() + path))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static void report(String what, Browser browser, String url, String lastPart) {
        List<Long> times = IntStream.range(0, RUNS)
                .mapToObj(run -> load(browser, url, lastPart))
                .toList();
        LongStream warm = times.stream().skip(1).mapToLong(Long::longValue).sorted();
        long[] sorted = warm.toArray();
        System.out.printf(
                "%s: first %d ms, then median %d ms, most %d ms, of %d%n",
                what, times.get(0), sorted[sorted.length / 2], sorted[sorted.length - 1], sorted.length);
    }

    /** From the start of the navigation until everything is drawn, as the page itself marks it. */
    private static long load(Browser browser, String url, String lastPart) {
        browser.open("about:blank");
        browser.open(url);
        browser.await(SOON, By.cssSelector(lastPart));
        Number drawn = await().atMost(SOON)
                .until(
                        () -> browser.<Number>run("return performance.getEntriesByName('drawn')[0]?.startTime ?? null"),
                        time -> time != null);
        return Math.round(drawn.doubleValue());
    }
}
