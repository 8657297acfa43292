package io.flowcanary.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.flowcanary.assemble.ConversationPath;
import io.flowcanary.plan.Plan;
import io.flowcanary.query.CanaryList;
import io.flowcanary.query.CanaryTallies;
import io.flowcanary.query.CanaryView;
import io.flowcanary.query.DeploymentGate;
import io.flowcanary.query.SourceStatus;
import io.flowcanary.record.Answer;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Verdict;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks and orders over the streams service's HTTP API. Every method throws {@link ServerException} instead of an answer. */
public final class CanaryClient {
    private static final String CANARIES = "/api/v1/canaries";
    private static final int LOCKED = 423;
    private static final int NOT_READY = 503;

    private final Http http;

    /** @param waiting told, in plain words, why an answer takes longer */
    public CanaryClient(ServerSettings settings, Consumer<String> waiting) {
        http = new Http(settings, waiting);
    }

    /** Which service it is. */
    public String server() {
        return http.server();
    }

    /** Every canary that can be asked for. */
    public CanaryList canaries() throws ServerException {
        return as(http.get(CANARIES), CanaryList.class);
    }

    /** How one canary stands; empty when it never had a rollout, and nobody holds its lease. */
    public Optional<CanaryView> canary(String canary) throws ServerException {
        return found(path(canary), CanaryView.class);
    }

    /**
     * Gives an order, and waits for what became of it.
     *
     * @param order its name in the path, for example {@code pause}
     * @param id the order's: given again with the same one, it is followed once
     * @throws ServerException with status 409 when it was refused; its message is the reason
     */
    public Answer order(String canary, String order, String id, ObjectNode body) throws ServerException {
        return as(http.post(path(canary) + "/" + order, id, body), Answer.class);
    }

    /** Both versions side by side, of the calls that started within a window before what has been counted. */
    public CanaryTallies tallies(String canary, Duration window) throws ServerException {
        return as(http.get(path(canary) + "/tallies?window=" + window), CanaryTallies.class);
    }

    /** Both versions side by side, of the calls that started between two instants. */
    public CanaryTallies tallies(String canary, Instant from, Instant to) throws ServerException {
        return as(http.get(path(canary) + "/tallies?from=" + from + "&to=" + to), CanaryTallies.class);
    }

    /** A page of the verdicts that raise an alert, the newest first. */
    public Page<Verdict> told(String canary, int limit) throws ServerException {
        return verdicts(path(canary) + "/verdicts?limit=" + limit + "&told=true");
    }

    /** What the judge made of a canary, without how the evidence grew; empty when it never had a rollout. */
    public Optional<Judged> judged(String canary) throws ServerException {
        return found(path(canary) + "/glance?points=2", Judged.class);
    }

    /**
     * What the judge made of a canary.
     *
     * @param verdict the last one; null without any
     * @param compared the rollout's last one in which guardrails were compared; null without any
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Judged(Verdict verdict, Verdict compared) {}

    /** @param path another page's {@link Page#next} */
    public Page<Verdict> verdicts(String path) throws ServerException {
        return page(path, "verdicts", Verdict.class);
    }

    /** The newest orders and what became of them. */
    public Page<Answer> orders(String canary, int limit) throws ServerException {
        return page(path(canary) + "/orders?limit=" + limit, "orders", Answer.class);
    }

    /** One conversation's path; empty when nothing is known of it. */
    public Optional<ConversationPath> conversation(String id) throws ServerException {
        return found("/api/v1/conversations/" + segment(id), ConversationPath.class);
    }

    /**
     * What a canary may be expected to do, from the calls that its flow takes now.
     *
     * @param share percent to start at; null for the policy's first step
     * @param runs rehearsals behind each figure
     * @param done told how much of the plan is made, 0 to 1
     */
    public Planned plan(String canary, Integer share, int runs, long seed, DoubleConsumer done) throws ServerException {
        String asked = path(canary) + "/plan?runs=" + runs + "&seed=" + seed + (share == null ? "" : "&share=" + share);
        return as(http.get(asked, progress -> done.accept(progress.path("done").asDouble())), Planned.class);
    }

    /**
     * A plan.
     *
     * @param share percent that the rollout is meant to start at
     * @param from the calls that began since were counted
     * @param to up to here
     * @param advice in plain words
     */
    public record Planned(String canary, int share, Instant from, Instant to, Plan plan, List<String> advice) {}

    /** Whether a pipeline may deploy. */
    public DeploymentGate gate(String canary) throws ServerException {
        return as(http.get(path(canary) + "/gate", LOCKED), DeploymentGate.class);
    }

    /** How far the source is counted, and how old that is. */
    public SourceStatus source() throws ServerException {
        return as(http.get("/api/v1/source"), SourceStatus.class);
    }

    /** How each part of the service is, by name; {@code ready} tells whether it works as a whole. */
    public Map<String, String> health() throws ServerException {
        JsonNode health = http.get("/health/ready", NOT_READY);
        Map<String, String> parts = new TreeMap<>();
        health.path("parts").forEachEntry((name, how) -> parts.put(name, how.asString("")));
        parts.put("ready", health.path("ready").asString(""));
        return parts;
    }

    /** Calls back at each change of a canary, and when the server stops telling, until it is closed. */
    public Changes changes(String canary, Runnable changed) {
        return Changes.follow(http, path(canary) + "/stream", changed);
    }

    /**
     * Some of a list.
     *
     * @param next the next page's path; null on the last one
     */
    public record Page<T>(List<T> entries, String next) {}

    private <T> Page<T> page(String path, String name, Class<T> type) throws ServerException {
        JsonNode page = http.get(path);
        List<T> entries = StreamSupport.stream(page.path(name).spliterator(), false)
                .map(entry -> Messages.json().treeToValue(entry, type))
                .toList();
        return new Page<>(entries, page.path("next").asString(null));
    }

    private <T> Optional<T> found(String path, Class<T> type) throws ServerException {
        try {
            return Optional.of(as(http.get(path), type));
        } catch (ServerException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private <T> T as(JsonNode body, Class<T> type) throws ServerException {
        try {
            return Messages.json().treeToValue(body, type);
        } catch (JacksonException e) {
            throw ServerException.strange(server(), 200, e);
        }
    }

    private static String path(String canary) {
        return CANARIES + "/" + segment(canary);
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
