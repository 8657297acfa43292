package io.flowcanary.local.aws;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import java.net.URI;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A running local AWS endpoint: one account, in memory, for every AWS client that is pointed at
 * {@link #endpoint()}. Requests must carry a Signature Version 4 {@code Authorization} header scoped to
 * the right service; the signature itself is not verified, so any credentials do. Every time that a
 * service states, and every visibility deadline, comes from the clock given to {@link #start}; only long
 * polls and {@link Faults#delay} wait in real time. All methods may be called from any thread.
 */
public final class LocalAws implements AutoCloseable {
    private final Ssm ssm;
    private final Sns sns;
    private final Queues queues;
    private final Buses buses;
    private final EventSources sources;
    private final PutEvents putEvents;
    private final Lambda lambda;
    private final Faults faults = new Faults();
    private final Javalin http;
    private final String host;

    private LocalAws(String host, Clock clock) {
        this.host = host;
        ssm = new Ssm(clock);
        sns = new Sns(clock);
        queues = new Queues(clock);
        ApiDestinations destinations = new ApiDestinations(clock);
        buses = new Buses(new Delivery(queues, sns, destinations));
        sources = new EventSources(clock);
        putEvents = new PutEvents(buses, clock, faults);
        lambda = new Lambda(clock, faults);
        faults.know(Set.of(Lambda.OPERATION));
        Map<Service, Map<String, Operation>> operations = new EnumMap<>(Service.class);
        operations.put(Service.SSM, ssm.operations());
        operations.put(Service.SNS, sns.operations());
        operations.put(Service.SQS, new Sqs(queues).operations());
        operations.put(Service.EVENTS, events(destinations));
        operations.put(Service.STS, new Sts().operations());
        Dispatch dispatch = new Dispatch(operations, faults);
        http = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            // It would keep a thread for seconds after each start, only to warn of a server never started.
            config.startup.startupWatcherEnabled = false;
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.routes.post(Lambda.PATH, lambda::handle);
            // A client may post to the queue's own URL.
            config.routes.post("/*", dispatch::handle);
        });
    }

    private Map<String, Operation> events(ApiDestinations destinations) {
        Tags tags = new Tags();
        Map<String, Operation> all = new HashMap<>(new EventBuses(buses, sources, tags).operations());
        all.putAll(new EventRules(buses, tags).operations());
        all.putAll(destinations.operations());
        all.put("PutEvents", putEvents::answer);
        return all;
    }

    /**
     * Starts an endpoint.
     *
     * @param host the address to listen on; a loopback address keeps the endpoint on this machine
     * @param port the port to listen on; 0 takes any free one
     */
    public static LocalAws start(String host, int port, Clock clock) {
        LocalAws aws = new LocalAws(host, clock);
        aws.http.start(host, port);
        return aws;
    }

    /** Where clients reach the endpoint from this machine; for their endpoint override. */
    public URI endpoint() {
        String reachable = host.equals("0.0.0.0") ? "127.0.0.1" : host;
        return URI.create(
                "http://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + http.port());
    }

    /** The newest SNS publishes, at most 10,000, in order. */
    public List<SentAlert> alerts() {
        return sns.alerts();
    }

    /** The newest events accepted from PutEvents, at most 10,000, in order; not those of a partner. */
    public List<PutEvent> events() {
        return putEvents.events();
    }

    /** Messages of the queue that nobody has received yet or that are hidden; 0 when there is no such queue. */
    public int waiting(String queue) {
        return queues.find(queue)
                .map(Queue::counts)
                .map(counts -> counts.visible() + counts.inFlight() + counts.delayed())
                .orElse(0);
    }

    /** The parameter's newest version; empty when there is no such parameter. */
    public Optional<ParameterVersion> parameter(String name) {
        return ssm.parameter(name).map(Parameter::newest);
    }

    /** The parameter's newest versions, at most 100, oldest first; empty when there is no such parameter. */
    public List<ParameterVersion> parameterHistory(String name) {
        return ssm.parameter(name).map(Parameter::versions).orElse(List.of());
    }

    /** Offers an event source to the account, as a partner does; a bus of its name makes it active. */
    public void offerEventSource(String name) {
        sources.put(name, EventSources.State.PENDING);
    }

    /** Takes an event source back, as a partner does; its bus stays, and gets nothing more. */
    public void deleteEventSource(String name) {
        sources.put(name, EventSources.State.DELETED);
    }

    /**
     * Puts a complete EventBridge envelope on a bus, as a partner does, for whom AWS has no public
     * operation. It takes the way of every event: targets of matching rules get the text as given.
     *
     * @throws IllegalArgumentException when there is no such bus or the envelope is not a JSON object
     */
    public void putOnBus(String bus, String envelopeJson) {
        if (!buses.has(bus)) {
            throw new IllegalArgumentException("there is no event bus " + bus);
        }
        JsonNode envelope;
        try {
            envelope = Json.parse(envelopeJson);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the envelope is not JSON", e);
        }
        if (!envelope.isObject()) {
            throw new IllegalArgumentException("the envelope is not a JSON object");
        }
        buses.put(bus, envelopeJson);
    }

    /**
     * Lets the endpoint run a function, for Lambda's Invoke.
     *
     * @throws IllegalArgumentException when there is one of this name already
     */
    public void run(LambdaSetup function) {
        lambda.add(function);
    }

    /** How many processes the function has needed so far. */
    public int processesOf(String function) {
        return lambda.started(function);
    }

    /** Faults on demand. */
    public Faults faults() {
        return faults;
    }

    /**
     * Ends every long poll and stops listening; what was recorded can still be read. A connection that is
     * made in the very moment of closing may be left without an answer until the client's own time limit.
     */
    @Override
    public void close() {
        faults.close();
        queues.close();
        lambda.close();
        http.stop();
    }
}
