package io.flowcanary.web;

import io.flowcanary.access.Role;
import io.flowcanary.desk.Orders;
import io.flowcanary.record.Answer;
import io.flowcanary.record.Command;
import io.flowcanary.record.Policy;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Orders to one canary. Each is answered once the stream has decided and committed it. */
final class OrdersResource implements Resource {
    private static final String KEY = "Idempotency-Key";

    private final Orders orders;
    private final Beforehand beforehand;
    private final Clock clock;

    OrdersResource(Orders orders, Beforehand beforehand, Clock clock) {
        this.orders = orders;
        this.beforehand = beforehand;
        this.clock = clock;
    }

    /** What all orders carry. */
    private record Given(String id, String canary, Instant at, String actor, String reason) {}

    @Override
    public void add(RoutesConfig routes) {
        routes.post(path("start"), this::start, Role.OPERATOR);
        routes.post(path("restart"), this::restart, Role.OPERATOR);
        routes.post(path("lease"), this::lease, Role.OPERATOR);
        routes.post(path("policy"), this::changePolicy, Role.OPERATOR);
        routes.post(path("resume"), this::resume, Role.OPERATOR);
        routes.post(path("release"), this::release, Role.OPERATOR);
        plain(routes, "pause", given -> new Command.Pause(given.id, given.canary, given.at, given.actor, given.reason));
        further(
                routes,
                "advance",
                given -> new Command.Advance(given.id, given.canary, given.at, given.actor, given.reason));
        further(
                routes,
                "promote",
                given -> new Command.Promote(given.id, given.canary, given.at, given.actor, given.reason));
        // Nothing stands in the way of an abort: it is tried until it holds.
        plain(routes, "abort", given -> new Command.Abort(given.id, given.canary, given.at, given.actor, given.reason));
    }

    private void plain(RoutesConfig routes, String order, Function<Given, Command.Order> made) {
        routes.post(
                path(order),
                context -> give(context, made.apply(given(context, OrderBody.of(context)))),
                Role.OPERATOR);
    }

    /** One that sends more calls to the canary. */
    private void further(RoutesConfig routes, String order, Function<Given, Command.Order> made) {
        routes.post(
                path(order),
                context -> {
                    Given by = given(context, OrderBody.of(context));
                    beforehand.requireUsable(Ask.of(context), by.canary);
                    give(context, made.apply(by));
                },
                Role.OPERATOR);
    }

    private void start(Context context) {
        OrderBody body = OrderBody.of(context, "policy", "lease");
        Given by = given(context, body);
        Policy policy = body.policy(by.canary);
        Command.Order order =
                new Command.Start(by.id, by.canary, by.at, by.actor, by.reason, policy, body.number("lease"));
        beforehand.requireFree(Ask.of(context), by.canary, policy.parameter());
        beforehand.requireUsable(policy);
        give(context, order);
    }

    private void restart(Context context) {
        Given by = given(context, OrderBody.of(context));
        beforehand.requireRestartable(Ask.of(context), by.canary);
        give(context, new Command.Restart(by.id, by.canary, by.at, by.actor, by.reason));
    }

    private void lease(Context context) {
        OrderBody body = OrderBody.of(context, "length");
        Given by = given(context, body);
        Duration length = body.duration("length");
        beforehand.requireSettled(Ask.of(context), by.canary);
        give(context, new Command.Lease(by.id, by.canary, by.at, by.actor, by.reason, length));
    }

    private void changePolicy(Context context) {
        OrderBody body = OrderBody.of(context, "policy");
        Given by = given(context, body);
        Policy policy = body.policy(by.canary);
        beforehand.requireUsable(policy);
        give(context, new Command.ChangePolicy(by.id, by.canary, by.at, by.actor, by.reason, policy));
    }

    private void resume(Context context) {
        OrderBody body = OrderBody.of(context, "adopt");
        Given by = given(context, body);
        Command.Order order = new Command.Resume(by.id, by.canary, by.at, by.actor, by.reason, body.flag("adopt"));
        beforehand.requireResumable(Ask.of(context), by.canary);
        give(context, order);
    }

    private void release(Context context) {
        OrderBody body = OrderBody.of(context, "lease");
        Given by = given(context, body);
        Long lease = body.number("lease");
        if (lease == null) {
            throw ProblemException.badRequest("the body's field 'lease'", null, "the number of the lease");
        }
        give(context, new Command.Release(by.id, by.canary, by.at, by.actor, by.reason, lease));
    }

    private Given given(Context context, OrderBody body) {
        String key = context.header(KEY);
        if (key != null && !key.matches("[\\x21-\\x7e]{1,100}")) {
            throw ProblemException.badRequest("header '" + KEY + "'", key, "1 to 100 visible ASCII characters");
        }
        String authenticated = context.attribute("actor");
        String named = authenticated != null ? authenticated : body.text("actor");
        return new Given(
                key == null ? UUID.randomUUID().toString() : key,
                context.pathParam("canary"),
                clock.instant(),
                named == null || named.isBlank() ? "anonymous" : named,
                body.text("reason"));
    }

    private void give(Context context, Command.Order order) {
        context.future(() -> orders.give(order).thenAccept(answer -> write(context, answer)));
    }

    private static void write(Context context, Answer answer) {
        if (!answer.followed()) {
            throw new ProblemException(
                    409, "refused", "The order was refused", answer.refusal(), Map.of("answer", Json.tree(answer)));
        }
        Json.write(context, answer);
    }

    private static String path(String order) {
        return Directory.PATH + "/{canary}/" + order;
    }
}
