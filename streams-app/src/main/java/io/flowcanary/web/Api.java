package io.flowcanary.web;

import io.flowcanary.act.ParameterReader;
import io.flowcanary.act.TargetCheck;
import io.flowcanary.desk.News;
import io.flowcanary.desk.Orders;
import io.flowcanary.query.Lag;
import io.flowcanary.query.Shards;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** Everything that the server answers, over what it needs for it. */
public final class Api implements AutoCloseable {
    private final List<Resource> resources;
    private final StreamResource stream;
    private final Rehearsals rehearsals = new Rehearsals(System::nanoTime);

    /**
     * What the API asks.
     *
     * @param shards where state is
     * @param peers what other instances are asked with, over https; empty where instances speak plain http
     * @param orders where orders are given
     * @param news what the stream says
     * @param parameters what SSM holds
     * @param targets whether AWS would take what a policy has us write
     * @param lag what waits in the source
     * @param health how the service does
     * @param sourcePartitions partitions of the source topic
     * @param lateness how long after its event time an event is still in time
     * @param staleAfter how long event time may stand still before people are told
     * @param clock what orders are dated by, and leases end by
     */
    public record Needs(
            Shards shards,
            Optional<SSLContext> peers,
            Orders orders,
            News news,
            ParameterReader parameters,
            TargetCheck targets,
            Lag lag,
            Supplier<Health> health,
            int sourcePartitions,
            Duration lateness,
            Duration staleAfter,
            Clock clock) {}

    public Api(Needs needs) {
        Clock clock = needs.clock();
        Shards shards = needs.shards();
        Neighbours neighbours = new Neighbours(shards.self(), needs.peers());
        Anywhere anywhere = new Anywhere(shards, neighbours);
        Directory directory = new Directory(shards, neighbours, clock);
        Standing standing = new Standing(anywhere, clock);
        Beforehand beforehand = new Beforehand(directory, standing, needs.parameters(), needs.targets());
        stream = new StreamResource(needs.news(), standing, new Missed(anywhere));
        resources = List.of(
                new HealthResource(needs.health()),
                new OpenApiResource(),
                new PageResource(),
                new CallerResource(),
                new CanariesResource(directory, anywhere, clock),
                new OrdersResource(needs.orders(), beforehand, clock),
                new GateResource(standing, needs.parameters()),
                new TalliesResource(anywhere, needs.sourcePartitions()),
                new PlanResource(anywhere, standing, needs.sourcePartitions(), rehearsals),
                new HistoryResource(anywhere),
                new EvidenceResource(anywhere, needs.sourcePartitions()),
                new GlanceResource(anywhere),
                stream,
                new ConversationResource(anywhere, needs.lateness()),
                new SourceResource(
                        shards,
                        anywhere,
                        needs.lag(),
                        needs.sourcePartitions(),
                        needs.lateness().plus(needs.staleAfter()),
                        clock));
    }

    List<Resource> resources() {
        return resources;
    }

    /** Ends what would go on for ever. */
    @Override
    public void close() {
        stream.close();
        rehearsals.close();
    }
}
