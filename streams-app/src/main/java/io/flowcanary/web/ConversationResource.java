package io.flowcanary.web;

import io.flowcanary.access.Role;
import io.flowcanary.query.Conversations;
import io.flowcanary.topology.Store;
import io.javalin.config.RoutesConfig;
import java.time.Duration;

/** One conversation's path. */
final class ConversationResource implements Resource {
    private final Anywhere anywhere;
    private final Duration lateness;

    ConversationResource(Anywhere anywhere, Duration lateness) {
        this.anywhere = anywhere;
        this.lateness = lateness;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get(
                "/api/v1/conversations/{conversation}",
                context -> {
                    String id = context.pathParam("conversation");
                    anywhere.answer(
                            context,
                            Store.CONVERSATIONS,
                            id,
                            shard -> Conversations.path(shard, id, lateness.toMillis()),
                            "no event of conversation '" + id + "' was read, or it ended more than five days ago");
                },
                Role.VIEWER);
    }
}
